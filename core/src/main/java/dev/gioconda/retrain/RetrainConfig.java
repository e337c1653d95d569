package dev.gioconda.retrain;

/**
 * The configuration of a retraining.
 *
 * @param model its name
 * @param fromScratch ignore the champion's weights
 * @param minNewAnswers smallest number of new accepted images to train on, at least 1
 * @param holdoutName the name of the frozen hold-out, such as {@code holdout}
 * @param gate that the challenger must pass
 * @param noiseLimit do not train if the lower bound of the label noise is above this share, such as 0.1
 * @param folds of the cross-validated label check; 0 skips the check
 * @param who retrains, for the promotion log
 */
public record RetrainConfig(
        String model,
        boolean fromScratch,
        int minNewAnswers,
        String holdoutName,
        Gate gate,
        double noiseLimit,
        int folds,
        String who) {

    /** Validates name and numbers. */
    public RetrainConfig {
        if (!holdoutName.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a valid name of a hold-out: use up to 64 letters, digits, \"_\" and \"-\"."
                            .formatted(holdoutName));
        }
        if ((folds != 0 && (folds < 2 || folds > 20)) || !(noiseLimit >= 0 && noiseLimit <= 1)) {
            throw new IllegalArgumentException(
                    "Received %d folds and a limit of %s for wrong labels; expected 0 or 2 to 20 folds, and a share from 0 to 1."
                            .formatted(folds, noiseLimit));
        }
    }
}
