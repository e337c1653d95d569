package dev.gioconda.retrain;

/**
 * On what terms a model is retrained.
 *
 * @param model its name
 * @param fromScratch begin with nothing instead of the champion's weights
 * @param minNewAnswers how many new accepted answers there must be, at least 1
 * @param holdoutName the name of the frozen hold-out, such as {@code holdout}
 * @param gate what the challenger must pass
 * @param noiseLimit refuse when the label noise is surely above this share, such as 0.1
 * @param folds of the second opinion; 0 asks for none
 * @param who retrains, for the log
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

    /** Checks the numbers. */
    public RetrainConfig {
        if (!holdoutName.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException(
                    "A hold-out cannot be called \"%s\": use letters, digits, \"_\" and \"-\".".formatted(holdoutName));
        }
        if ((folds != 0 && (folds < 2 || folds > 20)) || !(noiseLimit >= 0 && noiseLimit <= 1)) {
            throw new IllegalArgumentException(
                    "Came %d folds and a limit of %s for wrong labels; expected 0 or 2 to 20 folds, and a share from 0 to 1."
                            .formatted(folds, noiseLimit));
        }
    }
}
