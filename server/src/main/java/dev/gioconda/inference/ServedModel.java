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

/** A model version that is ready to answer: loaded and warm, a copy for every thread that asks at once. */
public final class ServedModel {

    private final Manifest manifest;
    private final BlockingQueue<Classifier> idleCopies;

    private ServedModel(Manifest manifest, BlockingQueue<Classifier> idleCopies) {
        this.manifest = manifest;
        this.idleCopies = idleCopies;
    }

    /**
     * How it is held.
     *
     * @param copies how many threads may ask at once
     * @param precision of the products
     * @param maxBatchSize the largest batch it will be asked for
     */
    public record LoadOptions(int copies, Precision precision, int maxBatchSize) {}

    /**
     * Loads a version, and lets it answer batches, so that the first request finds it warm.
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
            throw new IllegalArgumentException("A model is held in 1 copy or more, not in " + options.copies() + ".");
        }
        return new ServedModel(manifest, copies);
    }

    /** What it is. */
    public Manifest manifest() {
        return manifest;
    }

    /** The answers, one a crop. */
    public List<Classifier.Prediction> classify(List<Picture> crops) {
        return withCopy(copy -> copy.classify(crops));
    }

    /** Where it looked. */
    public GradCam heatMap(Picture crop, boolean yes) {
        return withCopy(copy -> copy.gradCam(crop, yes));
    }

    private <T> T withCopy(Function<Classifier, T> work) {
        Classifier copy;
        try {
            copy = idleCopies.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", interrupted);
        }
        try {
            return work.apply(copy);
        } finally {
            idleCopies.add(copy);
        }
    }
}
