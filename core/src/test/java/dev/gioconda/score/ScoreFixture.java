package dev.gioconda.score;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.model.LocalModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Scorers, images and inputs for tests. */
final class ScoreFixture {

    static final ScoreColumns COLUMNS = new ScoreColumns(false, false, List.of(), false);
    static final RunSettings SETTINGS = RunSettings.of(Map.of("model", "smile/1", "inputs", "photos"));

    private ScoreFixture() {}

    /** Scorers of the embedded model; the test closes them. */
    static List<Scorer> scorers(int count) throws IOException {
        List<Scorer> scorers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scorers.add(Scorer.open(new Scorer.ScorerOptions(
                    LocalModels.embedded(),
                    new FaceDetectors(FaceDetectors.CASCADES, null),
                    0.2,
                    DecodeLimits.LOCAL,
                    false,
                    null)));
        }
        return scorers;
    }

    /** Encoded synthetic portraits. */
    static List<byte[]> portraits(int count) throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(3, count);
        List<byte[]> encoded = new ArrayList<>();
        portraits.visit(portraits.entries(), (entry, bytes) -> encoded.add(bytes));
        return encoded;
    }

    /** An aligned portrait, whose face need not be detected. */
    static ScoreInput aligned(String path, byte[] bytes) {
        return new ScoreInput(path, Framing.CELEBA, null, false, () -> bytes);
    }

    /** Text with the name of an image. */
    static ScoreInput text(String path) {
        return ScoreInput.photograph(path, false, () -> path.getBytes(StandardCharsets.UTF_8));
    }

    /** A table in a folder. */
    static Path run(Path target, ScoreInputs inputs, List<Scorer> scorers) throws IOException {
        run(target, inputs, scorers, () -> false);
        return target;
    }

    /** A table in a folder, started or continued. */
    static ScoreSummary run(Path target, ScoreInputs inputs, List<Scorer> scorers, BooleanSupplier stopped)
            throws IOException {
        try (PartialTable table = PartialTable.resume(target, COLUMNS, SETTINGS)) {
            return ScoreRun.run(inputs, table, scorers, stopped, progress -> {});
        }
    }

    /** Inputs of a list. */
    record ListedInputs(List<ScoreInput> inputs) implements ScoreInputs {

        @Override
        public void forEach(InputConsumer consumer) throws IOException {
            for (ScoreInput input : inputs) {
                consumer.accept(input);
            }
        }

        @Override
        public long count(BooleanSupplier stopped) {
            return inputs.size();
        }
    }

    /** What a consumer receives: paths of inputs, and of skipped files in brackets. */
    static List<String> listed(ScoreInputs inputs) throws IOException {
        List<String> paths = new ArrayList<>();
        inputs.forEach(new ScoreInputs.InputConsumer() {
            @Override
            public void accept(ScoreInput input) {
                paths.add(input.path());
            }

            @Override
            public void skip(String path) {
                paths.add("[" + path + "]");
            }
        });
        return paths;
    }
}
