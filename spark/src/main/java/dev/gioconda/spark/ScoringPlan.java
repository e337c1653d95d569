package dev.gioconda.spark;

import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.file.Hashes;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.score.ScoreColumns;
import dev.gioconda.score.Scorer;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings in which nothing is left to be chosen, so that every executor computes the same: made by the driver, sent to the executors.
 *
 * @param settings with a detector and, if there is one, an embedder that are not chosen by what a machine has
 * @param version of the model, as {@link ModelSource#folder} takes it
 * @param manifestHash the SHA-256 of the version's manifest, which has those of its files
 * @param attributes of the model
 */
record ScoringPlan(ScoreSettings settings, String version, String manifestHash, List<String> attributes)
        implements Serializable {

    /**
     * Resolves settings on the driver.
     *
     * @throws IllegalArgumentException if there is no such detector or embedder
     * @throws IOException if there is no such model, or the store fails
     */
    static ScoringPlan resolve(ScoreSettings settings) throws IOException {
        ModelSource models = new ModelSource(settings.store());
        String version = models.pinned(settings.model());
        Path folder = models.folder(version);
        Manifest manifest = ModelFiles.manifest(folder);
        OfficialWeights weights = OfficialWeights.forCurrentUser();
        String detector = settings.detector().isEmpty()
                ? FaceDetectors.installed(weights).id()
                : FaceDetectors.named(settings.detector(), weights).id();
        ScoreSettings resolved = new ScoreSettings(
                version,
                settings.store(),
                detector,
                settings.minDetection(),
                settings.maxImagePixels(),
                settings.allFaces(),
                settings.attributes(),
                embedder(settings.embedder(), weights));
        return new ScoringPlan(
                resolved, version, Hashes.sha256(folder.resolve(ModelFiles.MANIFEST)), manifest.attributes());
    }

    private static String embedder(String id, OfficialWeights weights) throws IOException {
        if (id.isEmpty()) {
            return id;
        }
        try (FaceEmbedder opened = new FaceEmbedders(weights).open(id)) { // also shows that it can be opened
            return id.equals(FaceEmbedders.AUTO) ? opened.id() : id;
        }
    }

    /** The columns of the table. */
    ScoreColumns columns(boolean truth) {
        return new ScoreColumns(
                settings.allFaces(),
                truth,
                settings.attributes() ? attributes : List.of(),
                !settings.embedder().isEmpty());
    }

    /**
     * The folder of the version on this machine.
     *
     * @throws IOException if it is not there, or is not the driver's version
     */
    Path modelFolder() throws IOException {
        Path folder = new ModelSource(settings.store()).folder(version);
        String found = Hashes.sha256(folder.resolve(ModelFiles.MANIFEST));
        if (!found.equals(manifestHash)) {
            throw new IOException(
                    "%s is another model on this executor than on the driver: the SHA-256 of its manifest is %s, expected %s. Name a version in a store that all machines reach, or use the same program everywhere."
                            .formatted(version, found, manifestHash));
        }
        return folder;
    }

    /** How a {@link Scorer} is opened on this machine. */
    Scorer.ScorerOptions scorerOptions(Path modelFolder) {
        OfficialWeights weights = OfficialWeights.forCurrentUser();
        String embedder = settings.embedder();
        return new Scorer.ScorerOptions(
                modelFolder,
                FaceDetectors.named(settings.detector(), weights),
                settings.minDetection(),
                settings.limits(),
                settings.allFaces(),
                embedder.isEmpty() ? null : () -> new FaceEmbedders(weights).open(embedder));
    }
}
