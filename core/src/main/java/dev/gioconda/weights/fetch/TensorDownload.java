package dev.gioconda.weights.fetch;

import dev.gioconda.tensor.SafetensorsHeader;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Downloads some tensors of a safetensors file into the cache, as a smaller safetensors file: first the header, then the values, with
 * one range request per run of adjacent tensors. There is no published checksum of a part of a file, so the server has to be trusted.
 */
public final class TensorDownload {

    private final WeightHttpClient client;
    private final WeightFolder folder;
    private final Consumer<DownloadProgress> listener;

    /** Downloads into a folder and reports progress to a listener. */
    public TensorDownload(WeightHttpClient client, WeightFolder folder, Consumer<DownloadProgress> listener) {
        this.client = client;
        this.folder = folder;
        this.listener = listener;
    }

    /** A run of adjacent bytes of the file's values. */
    private record ByteRun(long from, long to) {}

    /**
     * Downloads the wanted tensors from the first source that has them.
     *
     * @param sources addresses of the whole file
     * @param name the name of the file to write
     * @param wanted which tensors, by their names in the file
     * @return the new file
     * @throws IOException also if the server does not support range requests
     */
    public Path fetch(List<URI> sources, String name, Predicate<String> wanted) throws IOException {
        List<String> failures = new ArrayList<>();
        for (URI source : sources) {
            try {
                return fetchFrom(source, name, wanted);
            } catch (IOException failure) {
                failures.add(failure.getMessage());
            }
        }
        throw new IOException(String.join("\n  ", failures));
    }

    private Path fetchFrom(URI address, String name, Predicate<String> wanted) throws IOException {
        RemoteFile file = RemoteFile.open(client, address);
        String source = address.toString();
        ByteBuffer lengthBytes = ByteBuffer.wrap(bytes(file, 0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = SafetensorsHeader.length(source, lengthBytes.getLong(0), file.size());
        long start = Long.BYTES + (long) length;
        SafetensorsHeader header =
                SafetensorsHeader.parse(source, bytes(file, Long.BYTES, length), file.size() - start);
        SafetensorsHeader selected = select(header, wanted);
        if (selected.items().isEmpty()) {
            throw new IOException("%s holds none of the wanted tensors; it begins with %s."
                    .formatted(source, header.items().keySet().stream().limit(5).toList()));
        }
        byte[] headerBytes = selected.packed().bytes(Map.of("format", "pt", "source", source));
        long total = headerBytes.length
                + selected.items().values().stream()
                        .mapToLong(SafetensorsHeader.TensorInfo::bytes)
                        .sum();
        Files.createDirectories(folder.path());
        try (PartialDownload partial = PartialDownload.open(folder.path(), name)) {
            partial.restart(source, null);
            partial.write(headerBytes, headerBytes.length, 0);
            long position = headerBytes.length;
            for (ByteRun run : runs(selected.items().values())) {
                long base = position;
                file.read(start + run.from(), run.to() - run.from(), (bytes, count, offset) -> {
                    partial.write(bytes, count, base + offset);
                    listener.accept(new DownloadProgress(
                            name, DownloadProgress.DownloadStage.FETCHING, base + offset + count, total));
                });
                position += run.to() - run.from();
            }
            return partial.moveToTarget(true);
        }
    }

    private static byte[] bytes(RemoteFile file, long from, int length) throws IOException {
        byte[] buffer = new byte[length]; // no longer than the file: the length was checked against its size
        file.read(from, length, (bytes, count, position) -> System.arraycopy(bytes, 0, buffer, (int) position, count));
        return buffer;
    }

    /** The wanted tensors, sorted by the position of their values. */
    private static SafetensorsHeader select(SafetensorsHeader header, Predicate<String> wanted) {
        Map<String, SafetensorsHeader.TensorInfo> selected = new LinkedHashMap<>();
        header.items().entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().from()))
                .forEach(entry -> selected.put(entry.getKey(), entry.getValue()));
        return new SafetensorsHeader(selected);
    }

    private static List<ByteRun> runs(Collection<SafetensorsHeader.TensorInfo> items) {
        List<ByteRun> runs = new ArrayList<>();
        for (SafetensorsHeader.TensorInfo item : items) {
            ByteRun last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.to() == item.from()) {
                runs.set(runs.size() - 1, new ByteRun(last.from(), item.to()));
            } else if (item.bytes() > 0) {
                runs.add(new ByteRun(item.from(), item.to()));
            }
        }
        return runs;
    }
}
