package dev.gioconda.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gioconda.file.DiskSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {

    @TempDir
    private Path folder;

    @Override
    ObjectStore store() {
        return new FolderStore(folder.resolve("a/store"));
    }

    @Test
    void folder_is_created_with_the_first_object() throws IOException {
        ObjectStore store = store();
        assertThat(store.list("")).isEmpty();
        assertThat(store.get("x")).isEmpty();
        assertThat(store.delete("x")).isFalse();
        assertThat(folder).isEmptyDirectory();
        store.put("x", ObjectContent.of("x"));
        assertThat(folder.resolve("a/store/x")).hasContent("x");
    }

    @Test
    void key_below_another_object_is_rejected() throws IOException {
        ObjectStore store = store();
        store.put("a/b", ObjectContent.of("x"));
        for (String key : List.of("a", "a/b/c")) {
            assertThatThrownBy(() -> store.put(key, ObjectContent.of("y")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no key can be below another key")
                    .hasMessageContaining("choose another key");
            assertThatThrownBy(() -> store.create(key, ObjectContent.of("y")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no key can be below another key");
        }
        assertThat(store.list("")).hasSize(1);
    }

    @Test
    void drafts_are_never_listed_and_stale_ones_are_removed() throws IOException {
        store().put("x", ObjectContent.of("x"));
        Path drafts = folder.resolve("a/store/.writing");
        Path stale = Files.writeString(drafts.resolve("left-by-a-kill"), "half");
        Path recent = Files.writeString(drafts.resolve("being-written"), "half");
        Files.setLastModifiedTime(
                stale,
                FileTime.from(Instant.now().minus(DurableFolders.STALE_AFTER).minusSeconds(60)));
        assertThat(store().list("").stream().map(ObjectStore.ObjectSummary::key))
                .containsExactly("x");
        store().put("y", ObjectContent.of("y"));
        assertThat(stale).doesNotExist();
        assertThat(recent).exists();
    }

    @Test
    void other_files_are_ignored_and_links_are_not_followed() throws IOException {
        ObjectStore store = store();
        store.put("x", ObjectContent.of("x"));
        Path root = folder.resolve("a/store");
        Files.writeString(root.resolve("a file of mine"), "?");
        Files.writeString(root.resolve(".hidden"), "?");
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(root.resolve("link"), secret);
        assertThat(store.list("")).containsExactly(new ObjectStore.ObjectSummary("x", 1));
        assertThat(store.get("link")).isEmpty();
        assertThat(store.delete("link")).isFalse();
    }

    @Test
    void linked_folders_are_neither_read_nor_written() throws IOException {
        ObjectStore store = store();
        store.put("x/y", ObjectContent.of("x"));
        Path root = folder.resolve("a/store");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(Files.createDirectory(elsewhere.resolve("aa")).resolve("photo"), "photo");
        Files.createSymbolicLink(root.resolve("images"), elsewhere);

        assertThat(store.get("images/aa/photo")).isEmpty();
        assertThat(store.get("images/aa/photo", 0, 1)).isEmpty();
        assertThat(store.list("images/")).isEmpty();
        assertThat(store.list("images/aa/")).isEmpty();
        assertThat(store.delete("images/aa/photo")).isFalse();
        assertThatThrownBy(() -> store.put("images/aa/other", ObjectContent.of("y")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("images is a symbolic link");
        assertThatThrownBy(() -> store.create("images/aa/photo", ObjectContent.of("y")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("images is a symbolic link");
        assertThat(elsewhere.resolve("aa")).isDirectoryContaining(file -> file.endsWith("photo"));
        assertThat(elsewhere.resolve("aa/other")).doesNotExist();
    }

    @Test
    void the_store_itself_may_be_a_link() throws IOException {
        store().put("x/y", ObjectContent.of("x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/store"));
        ObjectStore linked = new FolderStore(link);
        linked.put("x/z", ObjectContent.of("z"));
        assertThat(linked.list("").stream().map(ObjectStore.ObjectSummary::key)).containsExactly("x/y", "x/z");
        assertThat(linked.list("x/")).hasSize(2);
        assertThat(linked.get("x/y")).isPresent();
    }

    @Test
    void new_files_and_folders_are_accessible_to_their_owner_only() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path existing = Files.createDirectories(folder.resolve("a"));
        Files.setPosixFilePermissions(existing, PosixFilePermissions.fromString("rwxr-xr-x"));
        ObjectStore store = store();
        store.put("clients/key", ObjectContent.of("secret"));
        store.create("jobs/1/content.png", ObjectContent.of("photo"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(existing)))
                .isEqualTo("rwxr-xr-x");
        try (Stream<Path> files = Files.walk(folder.resolve("a/store"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void full_disk_is_an_error_and_loses_nothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
                "A small disk can only be mounted by root.");
        try {
            ObjectStore store = new FolderStore(disk);
            store.put("kept", ObjectContent.of(new byte[300_000]));
            for (String key : List.of("new", "kept")) {
                assertThatThrownBy(() -> store.put(key, ObjectContent.of(new byte[2_000_000])))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("could not store " + key + ": No space left on device")
                        .hasMessageContaining("Free disk space")
                        .satisfies(
                                full -> assertThat(DiskSpace.isExhausted(full)).isTrue());
            }
            assertThatThrownBy(() -> store.create("new", ObjectContent.of(new byte[2_000_000])))
                    .isInstanceOf(IOException.class);
            assertThat(store.list("")).containsExactly(new ObjectStore.ObjectSummary("kept", 300_000));
            try (Stream<Path> drafts = Files.list(disk.resolve(".writing"))) {
                assertThat(drafts).isEmpty();
            }
            assertThat(store.create("new", ObjectContent.of(new byte[300_000]))).isTrue(); // there is room again
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
