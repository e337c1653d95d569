package dev.gioconda.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Unpacks the resources of the program: the model {@code smile}, the backbone and the fast styles. */
final class Embedded {

    private static final Map<String, Path> UNPACKED = new HashMap<>();

    private Embedded() {}

    /** Unpacks a version into a temporary folder that is deleted when the program ends. */
    static synchronized Path unpack(String name) throws IOException {
        Path cached = UNPACKED.get(name);
        if (cached != null && Files.isDirectory(cached)) {
            return cached;
        }
        Path unpacked = Files.createTempDirectory("gioconda-model");
        unpacked.toFile().deleteOnExit();
        for (String file : VersionFolder.FILES) {
            try (InputStream in = Embedded.class.getResourceAsStream(name + "/" + file)) {
                if (in == null) {
                    throw new IOException(
                            "The embedded %s is not part of this build: %s is missing.".formatted(name, file));
                }
                Path target = unpacked.resolve(file);
                Files.copy(in, target);
                target.toFile().deleteOnExit();
            }
        }
        UNPACKED.put(name, unpacked);
        return unpacked;
    }
}
