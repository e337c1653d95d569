package dev.gioconda.cli.score;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.model.Manifest;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.score.ScoreColumns;
import dev.gioconda.score.Scorer;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the table has: which faces, and which columns beside those that it always has. */
final class ScoreColumnOptions {

    @Option(
            names = "--faces",
            description =
                    "Which faces of an image are in the table: ${COMPLETION-CANDIDATES}. largest: a row for each image, with its largest clear face; all: a row for each face. Default: ${DEFAULT-VALUE}.",
            defaultValue = "largest")
    private ScoredFaces faces = ScoredFaces.largest;

    @Option(
            names = "--attributes",
            description =
                    "Add a column with the probability of each attribute of the model. Only that of its target is calibrated.")
    private boolean attributes;

    @Option(
            names = "--embeddings",
            description = "Add a column with the embedding of the face, for searches and clustering.")
    private boolean embeddings;

    @Option(
            names = "--embedder",
            paramLabel = "NAME",
            description =
                    "With --embeddings: the network, as in \"faces\". Default: ${DEFAULT-VALUE}, the best one on this machine.",
            defaultValue = FaceEmbedders.AUTO)
    private String embedder = FaceEmbedders.AUTO;

    /** Which faces have rows. */
    enum ScoredFaces {
        largest,
        all
    }

    /** Whether each face has a row. */
    boolean allFaces() {
        return faces == ScoredFaces.all;
    }

    /** The columns for a model. */
    ScoreColumns of(Manifest manifest, boolean truth) {
        return new ScoreColumns(allFaces(), truth, attributes ? manifest.attributes() : List.of(), embeddings);
    }

    /** Opens the network for embeddings; null if there are none. */
    Scorer.@Nullable EmbedderSource embedders(OfficialWeights weights) {
        return embeddings ? () -> UsageException.asUsageError(() -> new FaceEmbedders(weights).open(embedder)) : null;
    }

    /** The network's id; empty if there are no embeddings. */
    String embedderId(OfficialWeights weights) throws IOException {
        Scorer.EmbedderSource source = embedders(weights);
        if (source == null) {
            return "";
        }
        try (FaceEmbedder opened = source.open()) {
            return opened.id();
        }
    }
}
