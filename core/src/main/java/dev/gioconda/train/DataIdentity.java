package dev.gioconda.train;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.Faces;
import dev.gioconda.file.AtomicFiles;
import dev.gioconda.file.Hashes;
import dev.gioconda.settings.JsonFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What identifies the data of a run: for each part the number and the SHA-256 of the names, the labels and the pixels of its faces.
 * Stored as {@code data.json} in the run folder, so that a run is not resumed with other data.
 *
 * @param format {@link #FORMAT}
 * @param parts the values by part and kind, such as {@code training labels}
 */
public record DataIdentity(int format, Map<String, String> parts) {

    /** The version of the file's format. */
    public static final int FORMAT = 1;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FILE_NAME = "data.json";

    /** Copies and sorts. */
    public DataIdentity {
        parts = new TreeMap<>(parts);
    }

    /** The identity of loaded faces by part, such as {@code training}. */
    public static DataIdentity of(Map<String, Faces> faces) {
        Map<String, String> parts = new TreeMap<>();
        faces.forEach((part, loaded) -> {
            MessageDigest names = Hashes.newSha256();
            MessageDigest labels = Hashes.newSha256();
            MessageDigest pixels = Hashes.newSha256();
            for (int i = 0; i < loaded.size(); i++) {
                Example example = loaded.examples().get(i);
                names.update((example.name() + "\n").getBytes(StandardCharsets.UTF_8));
                labels.update(example.labels());
                pixels.update(loaded.picture(i).rgb());
            }
            parts.put(part + " images", loaded.size() + " " + Hashes.hex(names.digest()));
            parts.put(part + " labels", Hashes.hex(labels.digest()));
            parts.put(part + " pixels", Hashes.hex(pixels.digest()));
        });
        return new DataIdentity(FORMAT, parts);
    }

    /**
     * Stores the identity in the folder of a run that has none, such as one of an earlier version; otherwise compares.
     *
     * @throws IOException if the run began with other data
     */
    public void requireIn(RunFolder run) throws IOException {
        Path file = run.folder().resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            AtomicFiles.write(file, JSON.writeValueAsBytes(this));
            return;
        }
        DataIdentity begun = JsonFiles.read(JSON, file, DataIdentity.class);
        List<String> differences = new ArrayList<>();
        parts.forEach((part, value) -> {
            if (!value.equals(begun.parts().get(part))) {
                differences.add(part);
            }
        });
        if (!differences.isEmpty()) {
            throw new IOException(
                    "The data differ from those that the run in %s began with: its %s. Resume with the same data, or start a new run."
                            .formatted(run.folder(), String.join(", ", differences)));
        }
    }
}
