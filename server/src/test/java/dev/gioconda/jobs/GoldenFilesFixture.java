package dev.gioconda.jobs;

import dev.gioconda.file.Trees;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** The stores and work folders below {@code golden} of the test resources; see {@code golden/formats/README.md} in core. */
public final class GoldenFilesFixture {

    private GoldenFilesFixture() {}

    /** A file or folder, not to be changed. */
    public static Path at(String name) {
        URL resource = Objects.requireNonNull(GoldenFilesFixture.class.getResource("/golden/" + name), name);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Copies a folder, so that a program can work in it. */
    public static Path copy(String name, Path target) throws IOException {
        Trees.copy(at(name), target);
        return target;
    }
}
