package dev.gioconda.recognition.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryFolderTest {

    private static final FaceGallery EMPTY = new FaceGallery("mobilefacenet", List.of());

    @TempDir
    private Path folder;

    private GalleryFolder gallery() throws IOException {
        return new GalleryFolder(
                folder.resolve("gallery"), GalleryKey.readOrCreate(folder.resolve("keys/gallery.key")));
    }

    private static EnrolledPerson person(String name, float... values) {
        return new EnrolledPerson(name, "signed", "operator", Instant.EPOCH, List.of(values));
    }

    private Path file() {
        return folder.resolve("gallery/faces.gallery");
    }

    @Test
    void enrolled_persons_are_read_again() throws IOException {
        assertThat(gallery().read()).isEmpty();
        gallery().change(EMPTY, current -> current.with(person("Ada", 1, 2.5f)));
        gallery().change(EMPTY, current -> current.with(person("Émilie", -3, 4)).with(person("Ada", 5, 6)));
        FaceGallery read = gallery().read().orElseThrow();
        assertThat(read.embedder()).isEqualTo("mobilefacenet");
        assertThat(read.persons()).extracting(EnrolledPerson::name).containsExactly("Ada", "Émilie");
        assertThat(read.persons().get(0).embeddings()).containsExactly(new float[] {1, 2.5f}, new float[] {5, 6});
        assertThat(read.persons().get(0).enrolledAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void deleted_person_is_gone_from_the_disk() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1)).with(person("Bob", 2)));
        gallery().change(EMPTY, current -> current.without("Ada"));
        assertThat(gallery().read().orElseThrow().persons())
                .extracting(EnrolledPerson::name)
                .containsExactly("Bob");
        assertThatThrownBy(() -> gallery().change(EMPTY, current -> current.without("Ada")))
                .hasMessage("Nobody is enrolled as \"Ada\".");
    }

    @Test
    void names_are_not_readable_on_the_disk() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada Lovelace", 1)));
        assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
                .startsWith("gioconda-gallery 1 ")
                .doesNotContain("Ada", "signed", "mobilefacenet");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keys/gallery.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void equal_galleries_are_encrypted_differently() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1)));
        byte[] first = Files.readAllBytes(file());
        gallery().change(EMPTY, current -> current);
        assertThat(Files.readAllBytes(file())).isNotEqualTo(first);
    }

    @Test
    void wrong_key_is_named_and_loses_nothing() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1)));
        byte[] before = Files.readAllBytes(file());
        GalleryFolder other =
                new GalleryFolder(folder.resolve("gallery"), GalleryKey.readOrCreate(folder.resolve("other.key")));
        assertThatThrownBy(() -> other.change(EMPTY, current -> current.with(person("Eve", 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "was encrypted with the key " + gallery().key().id())
                .hasMessageContaining(other.key().id());
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void every_changed_or_missing_byte_is_detected() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1, 2, 3)));
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x20;
            Files.write(file(), changed);
            assertThatThrownBy(() -> gallery().read()).as("byte " + i).isInstanceOf(IOException.class);
            Files.write(file(), java.util.Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> gallery().read()).as("length " + i).isInstanceOf(IOException.class);
        }
        Files.write(file(), whole);
        assertThat(gallery().read()).isPresent();
    }

    @Test
    void key_file_with_other_content_is_rejected() throws IOException {
        Path key = Files.writeString(folder.resolve("bad.key"), "secret");
        assertThatThrownBy(() -> GalleryKey.readOrCreate(key))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected 64 hexadecimal digits");
    }

    @Test
    void existing_key_is_never_replaced() throws IOException {
        Path key = folder.resolve("one.key");
        String first = GalleryKey.readOrCreate(key).id();
        AtomicFiles.createPrivate(key, "other".getBytes(StandardCharsets.US_ASCII));
        assertThat(GalleryKey.readOrCreate(key).id()).isEqualTo(first);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("one.key"));
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void drafts_of_killed_processes_are_deleted() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1)));
        Path draft = Files.writeString(folder.resolve("gallery/.faces.gallery-1234.draft"), "left");
        gallery().change(EMPTY, current -> current.without("Ada"));
        assertThat(draft).doesNotExist();
    }

    @Test
    void embeddings_of_two_lengths_are_rejected() {
        FaceGallery gallery = EMPTY.with(person("Ada", 1, 2));
        assertThatThrownBy(() -> gallery.with(person("Bob", 1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 3] numbers; expected one length");
    }

    @Test
    void gallery_in_use_is_not_changed() throws IOException {
        gallery().change(EMPTY, current -> current.with(person("Ada", 1)));
        try (FolderLock lock = FolderLock.acquire(folder.resolve("gallery"))) {
            assertThatThrownBy(() -> gallery().change(EMPTY, current -> current.without("Ada")))
                    .hasMessageContaining("is being changed by another process; try again");
            assertThat(lock).isNotNull();
        }
        assertThat(gallery().read().orElseThrow().persons()).hasSize(1);
    }

    @Test
    void person_without_name_consent_or_face_is_rejected() {
        assertThatThrownBy(() -> new EnrolledPerson("Ada", " ", "operator", Instant.EPOCH, List.of(new float[1])))
                .hasMessageContaining("how the person agreed");
        assertThatThrownBy(() -> new EnrolledPerson("Ada", "signed", "operator", Instant.EPOCH, List.of()))
                .hasMessageContaining("0 faces");
    }
}
