package dev.gioconda.train;

/**
 * How a pretrained backbone is taken over; without meaning for the networks that have none.
 *
 * @param weights {@code auto} for the best at hand, {@code embedded}, {@code random}, or a weight file
 * @param unfreeze how many of the backbone's last layers learn, the name of the first that does, or {@code all}; see
 *     {@link dev.gioconda.nn.Backbone#frozenLayers}
 * @param rate a factor of the learning rate for the backbone's layers, the head having 1
 * @param progressive interval in epochs after which one more layer is unfrozen, the last one first; 0 for all at once
 * @param views how many augmented views of each picture the cached features are made of; epochs take them in turns
 * @param cache whether the output of the frozen layers is computed once and kept, see {@link FeatureCache}
 */
public record TransferSettings(
        String weights, String unfreeze, double rate, int progressive, int views, boolean cache) {

    /** For networks without a backbone. */
    public static final TransferSettings NONE = new TransferSettings("random", "all", 1, 0, 1, false);

    /** Checks what would fail late. */
    public TransferSettings {
        if (rate <= 0 || rate > 1) {
            throw new IllegalArgumentException("transfer.rate is %s; expected more than 0, at most 1.".formatted(rate));
        }
        if (progressive < 0 || views < 1 || views > 100) {
            throw new IllegalArgumentException(
                    "transfer.progressive is %d and transfer.views %d; expected 0 or more, and 1 to 100."
                            .formatted(progressive, views));
        }
    }

    /** How many layers are frozen in an epoch, from 1, of {@code body} layers of which {@code frozen} stay so to the end. */
    int frozenAt(int epoch, int frozen, int bodyDepth) {
        return progressive == 0 ? frozen : Math.max(frozen, bodyDepth - 1 - (epoch - 1) / progressive);
    }
}
