package dev.gioconda.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes tiny data sets: a list of files as a folder, a zip or a tar.gz. */
public final class TinyDatasetFixture {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** Adds a text file of these lines. */
    public TinyDatasetFixture text(String name, String... lines) {
        files.put(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Adds files whose bytes are their own names, since readers do not decode. */
    public TinyDatasetFixture pictures(String... names) {
        for (String name : names) {
            files.put(name, name.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public Path folder(Path at) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = at.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.write(path, file.getValue());
        }
        return at;
    }

    public Path zip(Path at) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(at))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return at;
    }

    public Path tarGz(Path at) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(at));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                // as `tar cz .` writes them
                TarArchiveEntry entry = new TarArchiveEntry("./" + file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return at;
    }

    /** The same files in all three containers, below {@code at}. */
    public List<Path> everyContainer(Path at) throws IOException {
        return List.of(
                folder(Files.createDirectories(at.resolve("plain/set"))),
                zip(Files.createDirectories(at.resolve("zipped")).resolve("set.zip")),
                tarGz(Files.createDirectories(at.resolve("tarred")).resolve("set.tar.gz")));
    }

    public static List<String> summary(Dataset set) {
        List<String> lines = new ArrayList<>();
        for (Example e : set.examples()) {
            List<Integer> labels = new ArrayList<>();
            for (byte label : e.labels()) {
                labels.add((int) label);
            }
            lines.add("%s %s %s %s %s".formatted(e.name(), e.framing(), labels, e.partition(), e.person()));
        }
        return lines;
    }
}
