package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.classify.FaceAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unfinished tables, cut at any byte. */
class PartialTableTest {

    private static final int STEP = 37; // bytes; forcing files to the disk takes milliseconds
    private static final RunSettings SETTINGS = ScoreFixture.SETTINGS;
    private static final ScoreColumns ALL_FACES = new ScoreColumns(true, false, List.of("Smiling"), false);

    /** The rows of each image: no face, three faces, an error with line breaks and quotes, one face. */
    private static final List<List<ScoreRow>> IMAGES = List.of(
            List.of(row("a.jpg", 0, 0, "")),
            List.of(row("b,\n\"b\".jpg", 3, 1, ""), row("b,\n\"b\".jpg", 3, 2, ""), row("b,\n\"b\".jpg", 3, 3, "")),
            List.of(ScoreRow.failed(ScoreFixture.text("c.jpg"), "", "smile/1", "broken,\n\"really\"")),
            List.of(row("d.jpg", 1, 1, "")));

    @TempDir
    private Path folder;

    private static ScoreRow row(String path, int faces, int number, String error) {
        ScoredFace face = number == 0
                ? null
                : new ScoredFace(
                        number,
                        new FaceAnswer(1, 2, 30, 40, 0, 0.9, "smiling", 0.1 + number / 7.0, 0.875, List.of()),
                        List.of(0.1 + number / 7.0),
                        List.of());
        return new ScoreRow(path, "ab12", 178, 218, faces, face, "smiling", "smile/1", error, null);
    }

    /** Writes the images that are not stored yet; returns how many were stored. */
    private static int finish(Path target) throws IOException {
        try (PartialTable table = PartialTable.resume(target, ALL_FACES, SETTINGS)) {
            int stored = table.stored().paths().size();
            for (List<ScoreRow> image : IMAGES) {
                if (!table.stored().paths().contains(image.get(0).path())) {
                    table.append(image);
                }
            }
            table.publish();
            return stored;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores.csv", "scores.jsonl"})
    void images_of_a_table_cut_at_any_byte_are_complete(String name) throws IOException {
        Path target = folder.resolve(name);
        finish(target);
        byte[] complete = Files.readAllBytes(target);
        TableFormat format = TableFormat.ofFile(name);
        List<Long> ends = new ArrayList<>(List.of((long) format.header(ALL_FACES.names()).length));
        for (List<ScoreRow> image : IMAGES) {
            long end = ends.get(ends.size() - 1);
            for (ScoreRow row : image) {
                end += format.record(ALL_FACES.names(), ALL_FACES.values(row)).length;
            }
            ends.add(end);
        }
        for (int length = 0; length <= complete.length; length++) {
            StoredScores stored =
                    StoredScores.read(new ByteArrayInputStream(complete, 0, length), format, ALL_FACES.names());
            int cut = length;
            long images = ends.stream().filter(end -> end <= cut).count() - 1;
            assertThat(stored.paths().size()).as("cut after %d bytes", length).isEqualTo((int) Math.max(0, images));
            assertThat(stored.bytes()).isEqualTo(images < 0 ? 0 : ends.get((int) images));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores.csv", "scores.jsonl"})
    void a_table_cut_anywhere_is_completed(String name) throws IOException {
        Path target = folder.resolve(name);
        finish(target);
        byte[] complete = Files.readAllBytes(target);
        PartialTable.begin(target, ALL_FACES, SETTINGS).close();
        byte[] settings = Files.readAllBytes(folder.resolve(name + ".part.json"));
        int most = 0;
        for (int length = complete.length % STEP; length <= complete.length; length += STEP) {
            Files.write(PartialTable.partOf(target), Arrays.copyOf(complete, length));
            Files.write(folder.resolve(name + ".part.json"), settings);
            most = Math.max(most, finish(target));
            assertThat(target).as("cut after %d bytes", length).hasBinaryContent(complete);
            assertThat(files()).containsExactly(name);
        }
        assertThat(most).isEqualTo(IMAGES.size());
    }

    @Test
    void errors_and_images_without_a_face_are_counted_again() throws IOException {
        Path target = folder.resolve("scores.csv");
        try (PartialTable table = PartialTable.begin(target, ALL_FACES, SETTINGS)) {
            for (List<ScoreRow> image : IMAGES) {
                table.append(image);
            }
        }
        try (PartialTable table = PartialTable.resume(target, ALL_FACES, SETTINGS)) {
            assertThat(table.stored().paths().size()).isEqualTo(4);
            assertThat(table.stored().failed()).isEqualTo(1);
            assertThat(table.stored().faceless()).isEqualTo(1);
        }
    }

    @Test
    void other_settings_do_not_continue_a_table() throws IOException {
        Path target = folder.resolve("scores.csv");
        PartialTable.begin(target, ALL_FACES, SETTINGS).close();
        RunSettings others = RunSettings.of(Map.of("model", "smile/2", "inputs", "photos"));
        assertThatThrownBy(() -> PartialTable.resume(target, ALL_FACES, others))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model")
                .hasMessageContaining("smile/1")
                .hasMessageContaining("smile/2");
    }

    @Test
    void a_table_is_written_by_one_process_at_a_time() throws IOException {
        Path target = folder.resolve("scores.csv");
        try (PartialTable table = PartialTable.begin(target, ALL_FACES, SETTINGS)) {
            table.append(IMAGES.get(0));
            assertThatThrownBy(() -> PartialTable.resume(target, ALL_FACES, SETTINGS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
        }
        assertThat(PartialTable.partOf(target)).content().contains("a.jpg");
    }

    @Test
    void rows_without_their_settings_are_not_continued() throws IOException {
        Path target = folder.resolve("scores.csv");
        Files.writeString(PartialTable.partOf(target), "something else");
        assertThatThrownBy(() -> PartialTable.resume(target, ALL_FACES, SETTINGS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("scores.csv.part.json");
        assertThat(PartialTable.partOf(target)).hasContent("something else");
    }

    @Test
    void the_old_table_stays_until_the_new_one_is_complete() throws IOException {
        Path target = folder.resolve("scores.csv");
        Files.writeString(target, "old");
        PartialTable.begin(target, ALL_FACES, SETTINGS).close();
        assertThat(target).hasContent("old");
        finish(target);
        assertThat(target).content().startsWith("path,sha256,width,height,faces,label,probability,box,quality");
    }

    private List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            listed.forEach(file -> names.add(String.valueOf(file.getFileName())));
        }
        return names;
    }
}
