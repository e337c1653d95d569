package dev.gioconda.inference;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.HeatMap;
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
    private final BlockingQueue<Classifier> idle;

    private ServedModel(Manifest manifest, BlockingQueue<Classifier> idle) {
        this.manifest = manifest;
        this.idle = idle;
    }

    /**
     * How it is held.
     *
     * @param copies how many threads may ask at once
     * @param precision of the products
     * @param batch the largest batch it will be asked for
     */
    public record Holding(int copies, Precision precision, int batch) {}

    /**
     * Loads a version, and lets it answer batches, so that the first request finds it warm.
     *
     * @param folder with manifest and weights, which {@link Classifier#load(Path)} checks
     */
    public static ServedModel load(Path folder, Holding holding) throws IOException {
        BlockingQueue<Classifier> copies = new ArrayBlockingQueue<>(holding.copies());
        Manifest manifest = null;
        for (int i = 0; i < holding.copies(); i++) {
            Classifier copy = Classifier.load(folder, holding.precision());
            manifest = copy.manifest();
            CropGeometry input = manifest.input();
            byte[] grey = new byte[input.rows() * input.columns() * 3];
            Arrays.fill(grey, (byte) 128);
            Picture crop = new Picture(input.columns(), input.rows(), grey);
            for (int size = 1; size <= holding.batch(); size *= 2) {
                copy.classify(Collections.nCopies(size, crop));
            }
            copies.add(copy);
        }
        if (manifest == null) {
            throw new IllegalArgumentException("A model is held in 1 copy or more, not in " + holding.copies() + ".");
        }
        return new ServedModel(manifest, copies);
    }

    /** What it is. */
    public Manifest manifest() {
        return manifest;
    }

    /** The answers, one a crop. */
    public List<Classifier.Answer> classify(List<Picture> crops) {
        return with(copy -> copy.classify(crops));
    }

    /** Where it looked. */
    public HeatMap heat(Picture crop, boolean yes) {
        return with(copy -> copy.heat(crop, yes));
    }

    private <T> T with(Function<Classifier, T> work) {
        Classifier copy;
        try {
            copy = idle.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The server stops.", stopped);
        }
        try {
            return work.apply(copy);
        } finally {
            idle.add(copy);
        }
    }
}
