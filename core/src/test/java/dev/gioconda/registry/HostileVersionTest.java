package dev.gioconda.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.tensor.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that somebody made to do harm, or that came to harm: in a store that others may write, and on the disk. */
class HostileVersionTest {

    private static final VersionId ID = new VersionId("smile", "1");
    private static final String HASH = "0".repeat(64);

    @TempDir
    private Path folder;

    private ModelRegistry registry() {
        return new ModelRegistry(
                new FolderStore(folder.resolve("store")),
                folder.resolve("cache/deep"),
                version -> Safetensors.read(version.resolve("weights.safetensors")),
                Clock.systemUTC());
    }

    private void writeToStore(String file, String text) throws IOException {
        new FolderStore(folder.resolve("store")).put(ID.key(file), ObjectContent.of(text));
    }

    private static String manifest(String name, String version, String files) {
        return "{\"name\": \"%s\", \"version\": \"%s\", \"files\": %s}".formatted(name, version, files);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escaped",
                "/etc/passwd",
                "a/b",
                "..",
                ".hidden",
                "a\\\\b",
                "c:x",
                "",
                " ",
                "manifest.json",
                "-rf",
                "a\\u0000b",
                "a\\nb"
            })
    void path_traversal_in_a_file_name_is_rejected(String name) throws IOException {
        writeToStore("manifest.json", manifest("smile", "1", "{\"" + name + "\": \"" + HASH + "\"}"));
        assertThatThrownBy(() -> registry().fetch(ID))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lists a file")
                .hasMessageContaining("expected names of files in the same folder");
        assertThatThrownBy(() -> registry().promote(ID, "x", "x", LogEntry.NO_GATE))
                .isInstanceOf(IOException.class);
        assertThat(folder).isDirectoryNotContaining("glob:**escaped");
        assertThat(folder.resolve("cache")).doesNotExist();
        assertThat(registry().history("smile")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"name\": \"smile\"}",
                "{\"name\": \"smile\", \"version\": \"1\", \"files\": []}",
                "{\"name\": \"smile\", \"version\": \"1\", \"files\": {}}",
                "{\"name\": \"smile\", \"version\": \"1\", \"files\": {\"a\": \"b\"}}",
                "{\"name\": \"smile\", \"version\": \"1\", \"files\": {\"a\": 7}}",
                "{\"name\": \"smile\", \"version\": \"2\", \"files\": {\"a\": \"0000000000000000000000000000000000000000000000000000000000000000\"}}",
                "{\"name\": \"smile\", \"name\": \"x\", \"version\": \"1\", \"files\": {}}",
                "{\"name\": \"../x\", \"version\": \"1\", \"files\": {}}"
            })
    void invalid_manifest_is_rejected(String text) throws IOException {
        writeToStore("manifest.json", text);
        assertThatThrownBy(() -> registry().fetch(ID))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("manifest.json")
                .hasMessageEndingWith(".");
    }

    @Test
    void deeply_nested_manifest_is_rejected() throws IOException {
        writeToStore("manifest.json", "[".repeat(200_000));
        assertThatThrownBy(() -> registry().fetch(ID))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a manifest: it is not JSON");
    }

    @Test
    void file_with_wrong_hash_never_reaches_the_cache() throws IOException {
        writeToStore("manifest.json", manifest("smile", "1", "{\"weights.safetensors\": \"" + HASH + "\"}"));
        writeToStore("weights.safetensors", "other weights");
        assertThatThrownBy(() -> registry().fetch(ID))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("weights.safetensors of smile/1 in ")
                .hasMessageContaining("expected " + HASH + " as in the manifest");
        assertThat(folder.resolve("cache/deep")).isEmptyDirectory();
    }

    @Test
    void weights_with_hostile_header_are_not_saved_or_promoted() throws IOException {
        byte[] hugeHeader = ByteBuffer.allocate(100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array();
        String json = "{\"w\": {\"dtype\": \"F32\", \"shape\": [1073741824, 1073741824], \"data_offsets\": [0, 4]}}";
        byte[] shaped = ByteBuffer.allocate(8 + json.length() + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length())
                .put(json.getBytes(StandardCharsets.UTF_8))
                .array();
        for (byte[] weights : new byte[][] {hugeHeader, shaped}) {
            Path hostile = ModelVersionFixture.write(
                    folder.resolve("given-" + weights.length), "smile", "1", Map.of("weights.safetensors", weights));
            assertThatThrownBy(() -> registry().save(hostile))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("weights.safetensors");
            assertThat(registry().versions()).isEmpty();
            writeToStore("weights.safetensors", "");
            FolderStore store = new FolderStore(folder.resolve("store"));
            store.put(ID.key("weights.safetensors"), ObjectContent.of(weights));
            store.put(ID.key("manifest.json"), ObjectContent.of(hostile.resolve("manifest.json")));
            assertThatThrownBy(() -> registry().verify(ID)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> registry().promote(ID, "x", "x", LogEntry.NO_GATE))
                    .isInstanceOf(IOException.class);
            assertThat(registry().champion("smile")).isEmpty();
            store.delete(ID.key("manifest.json"));
        }
    }

    @Test
    void incomplete_version_folder_is_not_saved() throws IOException {
        assertThatThrownBy(() -> registry().save(folder)).hasMessageContaining("is not a version of a model");
        Path version = ModelVersionFixture.write(folder.resolve("given"), "smile", "1");
        Files.writeString(version.resolve("card.md"), "another card");
        assertThatThrownBy(() -> registry().save(version)).hasMessageContaining("card.md was changed or damaged");
        Files.delete(version.resolve("card.md"));
        Path secret = Files.writeString(folder.resolve("secret"), "# smile 1\n");
        Files.createSymbolicLink(version.resolve("card.md"), secret);
        assertThatThrownBy(() -> registry().save(version))
                .hasMessageContaining("which is not a file in the same folder");
    }

    @Test
    void invalid_log_entry_is_rejected() throws IOException {
        FolderStore store = new FolderStore(folder.resolve("store"));
        for (String text : new String[] {
            "",
            "{}",
            "[1]",
            "{\"seq\": 2, \"version\": \"1\", \"action\": \"promote\", \"when\": \"2026-11-24T12:00:00Z\"}",
            "{\"seq\": 1, \"version\": \"../1\", \"action\": \"promote\", \"when\": \"2026-11-24T12:00:00Z\"}",
            "{\"seq\": 1, \"version\": \"1\", \"action\": \"demote\", \"when\": \"2026-11-24T12:00:00Z\"}",
            "{\"seq\": 1, \"version\": \"1\", \"action\": \"promote\", \"when\": \"yesterday\"}"
        }) {
            store.put("models/smile/log/00000001.json", ObjectContent.of(text));
            assertThatThrownBy(() -> registry().champion("smile"))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("00000001.json is not an entry of a promotion log");
        }
    }
}
