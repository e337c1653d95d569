package dev.gioconda.inference;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.GradCam;
import dev.gioconda.model.Manifest;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/** A loaded and warmed-up model version, with one copy for each concurrent thread. */
public final class ServedModel {

    private final Manifest manifest;
    private final BlockingQueue<Classifier> idleCopies;

    private ServedModel(Manifest manifest, BlockingQueue<Classifier> idleCopies) {
        this.manifest = manifest;
        this.idleCopies = idleCopies;
    }

    /**
     * The options of a loaded model.
     *
     * @param copies number of threads that may use the model at once
     * @param precision of the matrix products
     * @param maxBatchSize the largest batch
     */
    public record LoadOptions(int copies, Precision precision, int maxBatchSize) {}

    /**
     * Loads a version and classifies batches of each size to warm it up.
     *
     * @param folder with manifest and weights, which {@link Classifier#load(Path)} checks
     */
    public static ServedModel load(Path folder, LoadOptions options) throws IOException {
        BlockingQueue<Classifier> copies = new ArrayBlockingQueue<>(options.copies());
        Manifest manifest = null;
        for (int i = 0; i < options.copies(); i++) {
            Classifier copy = Classifier.load(folder, options.precision());
            manifest = copy.manifest();
            CropGeometry input = manifest.input();
            byte[] gray = new byte[input.rows() * input.columns() * 3];
            Arrays.fill(gray, (byte) 128);
            Picture crop = new Picture(input.columns(), input.rows(), gray);
            for (int size = 1; size <= options.maxBatchSize(); size *= 2) {
                copy.classify(Collections.nCopies(size, crop));
            }
            copies.add(copy);
        }
        if (manifest == null) {
            throw new IllegalArgumentException(
                    "The number of copies of a model is " + options.copies() + "; expected 1 or more.");
        }
        return new ServedModel(manifest, copies);
    }

    /** The manifest. */
    public Manifest manifest() {
        return manifest;
    }

    /** The predictions, one per crop. */
    public List<Classifier.Prediction> classify(List<Picture> crops) {
        return withCopy(copy -> copy.classify(crops));
    }

    /** The Grad-CAM heat map of a crop. */
    public GradCam heatMap(Picture crop, boolean yes) {
        return withCopy(copy -> copy.gradCam(crop, yes));
    }

    private <T> T withCopy(Function<Classifier, T> work) {
        Classifier copy;
        try {
            copy = idleCopies.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server is stopping.", interrupted);
        }
        try {
            return work.apply(copy);
        } finally {
            idleCopies.add(copy);
        }
    }
}
