package dev.gioconda.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFilesTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    record Point(int x, int y) {}

    @Test
    void file_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("point.json"), "{\"x\": 1, \"y\": 2}");
        assertThat(JsonFiles.read(JSON, file, Point.class)).isEqualTo(new Point(1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"x\": 1", "{\"x\": \"text\"}", "[1]", "null", "{\"z\": 1}"})
    void damaged_file_is_named_without_details_of_the_parser(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("point.json"), content);
        assertThatThrownBy(() -> JsonFiles.read(JSON, file, Point.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("point.json is damaged")
                .hasMessageContaining("delete it and start again")
                .hasMessageNotContaining("Source")
                .hasMessageNotContaining("reference chain");
    }
}
