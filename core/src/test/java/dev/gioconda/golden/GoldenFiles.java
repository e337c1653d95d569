package dev.gioconda.golden;

import dev.gioconda.file.Trees;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Objects;

/** Golden files of the test resources, most of them below {@code golden/formats}; see the README there. */
public final class GoldenFiles {

    private GoldenFiles() {}

    /**
     * A file or folder of the test resources, not to be changed.
     *
     * @param type in whose package a relative name is looked up
     * @param name relative, or absolute with a leading slash
     */
    public static Path resource(Class<?> type, String name) {
        URL resource = Objects.requireNonNull(type.getResource(name), name);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A file or folder below {@code golden/formats}, not to be changed. */
    static Path at(String name) {
        return resource(GoldenFiles.class, "/golden/formats/" + name);
    }

    /** Copies a folder, so that a program can work in it. */
    static Path copy(String name, Path target) throws IOException {
        Trees.copy(at(name), target);
        return target;
    }

    /** Unpacks an archive; large files of a short pattern are committed as archives. */
    static Path unpacked(String name, Path target) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(at(name))) {
            Trees.copy(zip.getPath("/"), target);
        }
        return target;
    }
}
