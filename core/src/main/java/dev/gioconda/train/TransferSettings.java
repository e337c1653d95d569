package dev.gioconda.train;

/**
 * How a pretrained backbone is used; ignored for networks without one.
 *
 * @param weights {@code auto} for the best available, {@code embedded}, {@code random}, or a weight file
 * @param unfreeze the number of trainable last layers of the backbone, the name of the first trainable layer, or {@code all}; see
 *     {@link dev.gioconda.nn.Backbone#frozenLayers}
 * @param rate factor of the learning rate of the backbone's layers, relative to the head
 * @param progressive every this many epochs one more layer is unfrozen, the last one first; 0 unfreezes all at once
 * @param views number of augmented views of each image in the feature cache; epochs use them in turn
 * @param cache whether the output of the frozen layers is computed once and cached, see {@link FeatureCache}
 */
public record TransferSettings(
        String weights, String unfreeze, double rate, int progressive, int views, boolean cache) {

    /** For networks without a backbone. */
    public static final TransferSettings NONE = new TransferSettings("random", "all", 1, 0, 1, false);

    /** Checks the values. */
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

    /**
     * The number of frozen layers in an epoch.
     *
     * @param epoch from 1
     * @param frozen layers that are frozen to the end
     * @param bodyDepth number of layers of the backbone
     */
    int frozenAt(int epoch, int frozen, int bodyDepth) {
        return progressive == 0 ? frozen : Math.max(frozen, bodyDepth - 1 - (epoch - 1) / progressive);
    }
}
