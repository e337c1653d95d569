package dev.gioconda.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is part of the program: the model {@code smile} and the backbone. */
final class Embedded {

    private Embedded() {}

    /** Unpacks a version into a temporary folder that goes with the program. */
    static Path unpack(String name) throws IOException {
        Path unpacked = Files.createTempDirectory("gioconda-model");
        unpacked.toFile().deleteOnExit();
        for (String file : VersionFolder.FILES) {
            try (InputStream in = Embedded.class.getResourceAsStream(name + "/" + file)) {
                if (in == null) {
                    throw new IOException("The embedded %s is not part of this build: %s is missing."
                            .formatted(name, file));
                }
                Path target = unpacked.resolve(file);
                Files.copy(in, target);
                target.toFile().deleteOnExit();
            }
        }
        return unpacked;
    }
}
