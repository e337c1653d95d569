package dev.gioconda.golden;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The files below {@code golden/formats} of the test resources; see the README there. */
final class GoldenFiles {

    private GoldenFiles() {}

    /** A file or folder, not to be changed. */
    static Path at(String name) {
        URL resource = Objects.requireNonNull(GoldenFiles.class.getResource("/golden/formats/" + name), name);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Copies a folder, so that a program can work in it. */
    static Path copy(String name, Path target) throws IOException {
        copy(at(name), target);
        return target;
    }

    /** Unpacks an archive; large files of a short pattern are committed as archives. */
    static Path unpacked(String name, Path target) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(at(name))) {
            copy(zip.getPath("/"), target);
        }
        return target;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                try (InputStream in = Files.newInputStream(file)) {
                    Files.copy(in, copy);
                }
            }
        }
    }
}
