package dev.gioconda.cli.faces;

import dev.gioconda.recognition.gallery.FaceGallery;
import dev.gioconda.recognition.gallery.GalleryFolder;
import dev.gioconda.recognition.gallery.GalleryKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the gallery of enrolled persons is, and its key. */
final class GalleryOptions {

    @Option(
            names = "--gallery",
            paramLabel = "FOLDER",
            description =
                    "The gallery of enrolled persons. Default: $XDG_DATA_HOME/gioconda/gallery, else ~/.local/share/gioconda/gallery.")
    private @Nullable Path folder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "The key that encrypts the gallery. Default: $XDG_CONFIG_HOME/gioconda/gallery.key, else ~/.config/gioconda/gallery.key.")
    private @Nullable Path key;

    /** The gallery with its key; a new gallery gets a new key if there is none. */
    GalleryFolder openOrCreate() throws IOException {
        return exists() ? open() : new GalleryFolder(folder(), GalleryKey.readOrCreate(keyFile()));
    }

    /** The gallery with its key, which must exist. */
    GalleryFolder open() throws IOException {
        return new GalleryFolder(folder(), GalleryKey.read(requireKeyFile()));
    }

    /** The enrolled persons. */
    FaceGallery read() throws IOException {
        return open().read().orElseThrow(this::nobody);
    }

    Path folder() {
        Path chosen = folder;
        return chosen == null ? userFolder("XDG_DATA_HOME", ".local/share").resolve("gallery") : chosen;
    }

    Path keyFile() {
        Path chosen = key;
        return chosen == null ? userFolder("XDG_CONFIG_HOME", ".config").resolve("gallery.key") : chosen;
    }

    private boolean exists() {
        return Files.exists(folder().resolve(GalleryFolder.FILE_NAME));
    }

    private Path requireKeyFile() throws IOException {
        Path file = keyFile();
        if (!Files.exists(file)) {
            throw exists()
                    ? new IOException("The key of the gallery, %s, does not exist; name it with --key.".formatted(file))
                    : nobody();
        }
        return file;
    }

    private IOException nobody() {
        return new IOException("Nobody is enrolled in %s; \"gioconda faces enroll NAME IMAGE...\" enrolls a person."
                .formatted(folder()));
    }

    private static Path userFolder(String variable, String inHome) {
        Path xdg = Path.of(System.getenv().getOrDefault(variable, ""));
        return (xdg.isAbsolute() ? xdg : Path.of(System.getProperty("user.home"), inHome)).resolve("gioconda");
    }
}
