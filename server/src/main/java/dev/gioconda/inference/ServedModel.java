package dev.gioconda.inference;

import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.HeatMap;
import dev.gioconda.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A model version that is ready to answer: loaded and warm. Threads wait for each other. */
public final class ServedModel {

    private final Classifier classifier;

    private ServedModel(Classifier classifier) {
        this.classifier = classifier;
    }

    /**
     * Loads a version, and lets it answer batches once, so that the first request finds it warm.
     *
     * @param folder with manifest and weights, which {@link Classifier#load} checks
     * @param batch the largest batch it will be asked for
     */
    public static ServedModel load(Path folder, int batch) throws IOException {
        ServedModel model = new ServedModel(Classifier.load(folder));
        CropGeometry input = model.manifest().input();
        byte[] grey = new byte[input.rows() * input.columns() * 3];
        Arrays.fill(grey, (byte) 128);
        Picture crop = new Picture(input.columns(), input.rows(), grey);
        for (int size = 1; size <= batch; size *= 2) {
            model.classify(Collections.nCopies(size, crop));
        }
        return model;
    }

    /** What it is. */
    public Manifest manifest() {
        return classifier.manifest();
    }

    /** The answers, one a crop. */
    public synchronized List<Classifier.Answer> classify(List<Picture> crops) {
        return classifier.classify(crops);
    }

    /** Where it looked. */
    public synchronized HeatMap heat(Picture crop, boolean yes) {
        return classifier.heat(crop, yes);
    }
}
