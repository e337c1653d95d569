package dev.gioconda.study;

import dev.gioconda.data.load.Faces;
import dev.gioconda.train.Ablation;
import dev.gioconda.train.Progress;
import java.util.List;

/** What a study reports to its listener; all records are immutable but {@link Progress.EpochEnd}. */
public sealed interface StudyProgress {

    /**
     * Some of the faces of a part were loaded.
     *
     * @param part such as {@code training}
     * @param done number of images that were read
     * @param total number of images
     */
    record FacesLoading(String part, int done, int total) implements StudyProgress {}

    /**
     * All faces of a part were loaded.
     *
     * @param part such as {@code training}
     * @param skipped images without a face, and images that could not be read
     */
    record FacesLoaded(String part, List<Faces.Skipped> skipped) implements StudyProgress {}

    /**
     * Progress of the training of a network.
     *
     * @param network name of its recipe
     * @param progress of the training
     */
    record NetworkTraining(String network, Progress progress) implements StudyProgress {}

    /**
     * An image was stylized, or a row of images with one network.
     *
     * @param preset name of the style recipe
     * @param network and its weights
     * @param seconds of the image; NaN for a row
     * @param score of the image, or mean score of the row
     */
    record Stylized(String preset, String network, double seconds, double score) implements StudyProgress {}

    /** A choice of transfer learning was trained and evaluated. */
    record ChoiceEvaluated(Ablation.AblationRow row) implements StudyProgress {}
}
