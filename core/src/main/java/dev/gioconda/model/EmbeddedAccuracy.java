package dev.gioconda.model;

/**
 * The accuracy of the embedded model on images of a data set that it was neither trained nor selected on. Its command is in
 * docs/results/classification.md.
 *
 * @param id the version that was measured, {@code name/version}
 * @param correct number of correct predictions
 * @param pictures number of images
 * @param measuredWith the images
 */
public record EmbeddedAccuracy(String id, int correct, int pictures, String measuredWith) {

    /** Of the smile classifier, trained on GENKI-4K and SMILEs. */
    public static final EmbeddedAccuracy SMILE =
            new EmbeddedAccuracy("smile/20261124-120319", 430, 474, "the test partition of CelebA");
}
