package dev.gioconda.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

    private static final String HEADER =
            "path,sha256,width,height,faces,label,probability,box,quality,model_version,error";

    @TempDir
    private Path folder;

    private Path images = Path.of("");
    private Path table = Path.of("");

    @BeforeEach
    void writeImages() throws IOException {
        images = folder.resolve("images");
        Files.createDirectories(images.resolve("sub"));
        table = folder.resolve("scores.csv");
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        portraits.visit(portraits.entries(), (entry, bytes) -> Files.write(images.resolve("sub/face.jpg"), bytes));
        Files.writeString(images.resolve("text.jpg"), "hello");
        Files.writeString(images.resolve("notes.txt"), "no image");
    }

    private CommandResult score(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("score", "--detector=cascades", "--threads=2"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return CommandLineFixture.call(all);
    }

    @Test
    void a_header_is_followed_by_a_row_for_each_image() throws IOException {
        CommandResult result = score(images, "--out", table);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
        List<String> rows = Files.readAllLines(table);
        assertThat(rows).hasSize(3).first().isEqualTo(HEADER);
        assertThat(rows.get(1)).startsWith(images.resolve("sub/face.jpg") + ",").contains(",178,218,1,");
        assertThat(rows.get(1).split(",", -1)[8]).as("quality").matches("0\\.\\d{1,3}");
        assertThat(rows.get(2)).startsWith(images.resolve("text.jpg") + ",").contains("unknown format");
        assertThat(result.out()).contains("2 images, 1 with an error, 0 without a face");
        assertThat(result.err()).contains("1 files are no images").contains("notes.txt");
    }

    @Test
    void an_existing_table_is_replaced_only_by_force() throws IOException {
        Files.writeString(table, "mine");
        CommandResult refused = score(images.resolve("text.jpg"), "--out", table);
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("exists already").contains("--force");
        assertThat(table).hasContent("mine");
        score(images.resolve("text.jpg"), "--out", table, "--force");
        assertThat(Files.readAllLines(table)).hasSize(2).first().isEqualTo(HEADER);
    }

    @Test
    void a_complete_table_is_not_computed_again() throws IOException {
        Files.writeString(table, "complete");
        CommandResult result = score(images, "--out", table, "--resume");
        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("is complete");
        assertThat(table).hasContent("complete");
    }

    @Test
    void an_unfinished_table_is_not_lost_by_accident() throws IOException {
        Files.writeString(folder.resolve("scores.csv.part"), HEADER + "\n");
        CommandResult result = score(images, "--out", table);
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("scores.csv.part").contains("--resume");
    }

    @Test
    void rows_of_json_have_the_same_columns() throws IOException {
        Path lines = folder.resolve("scores.jsonl");
        CommandResult result = score(images, "--out", lines, "--faces=all", "--attributes", "--json");
        JsonNode summary = result.json();
        assertThat(summary.get("images").asInt()).isEqualTo(2);
        assertThat(summary.get("errors").asInt()).isEqualTo(1);
        JsonNode face = new JsonMapper().readTree(Files.readAllLines(lines).get(0));
        assertThat(String.join(",", (Iterable<String>) face::fieldNames))
                .isEqualTo(HEADER + ",face,attribute_Smiling,attribute_Teeth");
        assertThat(face.get("attribute_Smiling")).isEqualTo(face.get("probability"));
        assertThat(face.get("box")).hasSize(4);
        assertThat(face.get("face").asInt()).isEqualTo(1);
    }

    @Test
    void labeled_sets_have_a_column_with_their_labels() throws IOException {
        CommandResult result = score("--data", "synthetic:4", "--out", table);
        assertThat(result.code()).as(result.err()).isEqualTo(ExitCode.OK);
        List<String> rows = Files.readAllLines(table);
        assertThat(rows).hasSize(5).first().isEqualTo(HEADER + ",truth");
        assertThat(rows.subList(1, 5)).allMatch(row -> row.endsWith(",true") || row.endsWith(",false"));
    }

    @Test
    void a_table_without_a_result_fails_and_has_the_reasons() throws IOException {
        CommandResult result = score(images.resolve("text.jpg"), images.resolve("absent.jpg"), "--out", table);
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("No image could be scored");
        assertThat(Files.readAllLines(table)).hasSize(3);
    }

    @Test
    void other_formats_are_refused_with_an_alternative() {
        CommandResult result = score(images, "--out", folder.resolve("scores.parquet"));
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("Parquet").contains(".jsonl");
        assertThat(score("--out", table).err()).contains("nothing to score");
        assertThat(score(images, "--data", "synthetic", "--out", table).err()).contains("exclude each other");
    }
}
