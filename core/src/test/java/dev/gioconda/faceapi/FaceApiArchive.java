package dev.gioconda.faceapi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests find the archive of face-api, which is not part of this project. */
public final class FaceApiArchive {

    /** Files beside the checkout. */
    static final Path SHARED = Path.of(System.getProperty("gioconda.root", "."), "..", "shared");

    private FaceApiArchive() {}

    /** The file of the system property {@code gioconda.faceapi}, or of the folder beside the checkout; skips the test without it. */
    public static Path path() {
        String shared = SHARED.resolve("weights/vladmandic-face-api-1.7.15.tgz").toString();
        Path archive = Path.of(System.getProperty("gioconda.faceapi", shared));
        assumeTrue(Files.exists(archive), "skipped: needs face-api's archive " + archive);
        return archive;
    }
}
