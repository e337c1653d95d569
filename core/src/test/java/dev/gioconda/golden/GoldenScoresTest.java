package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.face.Framing;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.model.LocalModels;
import dev.gioconda.score.PartialTable;
import dev.gioconda.score.RunSettings;
import dev.gioconda.score.ScoreColumns;
import dev.gioconda.score.ScoreInput;
import dev.gioconda.score.ScoreInputs;
import dev.gioconda.score.ScoreRun;
import dev.gioconda.score.ScoreSummary;
import dev.gioconda.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unfinished table of November 2026 is continued. */
class GoldenScoresTest {

    private static final String GOLDEN = "/golden/20261130-scores/";
    private static final List<String> FILES = List.of("scores.csv.part", "scores.csv.part.json");
    private static final List<String> IMAGES = List.of("000001.jpg", "000002.jpg", "broken.jpg", "new.jpg");

    @TempDir
    private Path folder;

    @Test
    void rows_of_november_2026_are_kept_and_the_last_follows() throws IOException {
        for (String file : FILES) {
            try (InputStream in = Objects.requireNonNull(GoldenScoresTest.class.getResourceAsStream(GOLDEN + file))) {
                Files.copy(in, folder.resolve(file));
            }
        }
        List<String> before = Files.readAllLines(folder.resolve("scores.csv.part"));
        Path table = folder.resolve("scores.csv");
        Scorer scorer = Scorer.open(new Scorer.ScorerOptions(
                LocalModels.embedded(),
                new FaceDetectors(FaceDetectors.CASCADES, null),
                0.2,
                DecodeLimits.LOCAL,
                false,
                null));
        try (scorer;
                PartialTable part =
                        PartialTable.resume(table, new ScoreColumns(false, false, List.of(), false), settings())) {
            ScoreSummary summary = ScoreRun.run(inputs(), part, List.of(scorer), () -> false, progress -> {});
            assertThat(summary.resumed()).isEqualTo(3);
            assertThat(summary.failed()).isEqualTo(2);
        }
        List<String> after = Files.readAllLines(table);
        assertThat(after.subList(0, 4)).isEqualTo(before.subList(0, 4));
        assertThat(after).hasSize(5).last().asString().startsWith("photos/new.jpg,");
    }

    private RunSettings settings() throws IOException {
        JsonNode stored = new JsonMapper()
                .readTree(folder.resolve("scores.csv.part.json").toFile())
                .get("settings");
        TreeMap<String, String> values = new TreeMap<>();
        stored.fieldNames()
                .forEachRemaining(name -> values.put(name, stored.get(name).asText()));
        assertThat(values)
                .containsEntry("model", "smile/20261124-120319")
                .containsEntry("detector", "cascades")
                .containsEntry("paths", "photos")
                .containsEntry("min-detection", "0.2");
        return new RunSettings(values);
    }

    /** The images of the table, and one more. */
    private static ScoreInputs inputs() {
        return new ScoreInputs() {
            @Override
            public void forEach(InputConsumer consumer) throws IOException {
                for (String image : IMAGES) {
                    consumer.accept(
                            new ScoreInput("photos/" + image, Framing.PHOTO, null, false, () -> new byte[] {1, 2, 3}));
                }
            }

            @Override
            public long count(BooleanSupplier stopped) {
                return IMAGES.size();
            }
        };
    }
}
