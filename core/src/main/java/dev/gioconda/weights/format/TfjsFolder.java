package dev.gioconda.weights.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * TensorFlow.js weights in a folder; its subfolders are not read.
 *
 * @param folder that holds manifests and shards
 */
record TfjsFolder(Path folder) implements TfjsFiles {

    @Override
    public Listing list() throws IOException {
        Listing listing = new Listing(new LinkedHashMap<>(), new LinkedHashMap<>());
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile)
                    .limit(MAX_FILES + 1L)
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            listing.add(name, Files.size(file), TfjsFiles.isManifest(name) ? read(name) : new byte[0]);
        }
        return listing;
    }

    @Override
    public byte[] concatenated(List<String> names) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String name : names) {
            stream.write(read(name));
        }
        return stream.toByteArray();
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            TfjsFiles.checkSize(name, bytes.length);
            return bytes;
        }
    }
}
