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
 * Brings some tensors of a safetensors file into the cache, as a smaller safetensors file: the header first, then the wanted
 * values in as few ranges as there are runs of neighbours. A part of a file has no published checksum; whoever calls this
 * trusts the server.
 */
public final class TensorDownload {

    private final Remote remote;
    private final WeightFolder folder;
    private final Consumer<DownloadProgress> listener;

    /** Into a folder, telling a listener about every piece. */
    public TensorDownload(Remote remote, WeightFolder folder, Consumer<DownloadProgress> listener) {
        this.remote = remote;
        this.folder = folder;
        this.listener = listener;
    }

    /** Neighbouring bytes of the file's values. */
    private record Run(long from, long to) {}

    /**
     * Fetches the wanted tensors from the first of the sources that has them.
     *
     * @param sources where the whole file lies
     * @param name the name of the file to write
     * @param wanted which tensors, by their names in the file
     * @return where the new file lies
     * @throws IOException also if the server gives no ranges; it then says so, and the whole file can be fetched instead
     */
    public Path fetch(List<URI> sources, String name, Predicate<String> wanted) throws IOException {
        List<String> refusals = new ArrayList<>();
        for (URI source : sources) {
            try {
                return from(source, name, wanted);
            } catch (IOException refused) {
                refusals.add(refused.getMessage());
            }
        }
        throw new IOException(String.join("\n  ", refusals));
    }

    private Path from(URI address, String name, Predicate<String> wanted) throws IOException {
        RemoteFile file = RemoteFile.open(remote, address);
        String source = address.toString();
        ByteBuffer first = ByteBuffer.wrap(bytes(file, 0, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int length = SafetensorsHeader.length(source, first.getLong(0), file.size());
        long start = Long.BYTES + (long) length;
        SafetensorsHeader all = SafetensorsHeader.parse(source, bytes(file, Long.BYTES, length), file.size() - start);
        SafetensorsHeader chosen = choose(all, wanted);
        if (chosen.items().isEmpty()) {
            throw new IOException("%s holds none of the wanted tensors; it begins with %s."
                    .formatted(source, all.items().keySet().stream().limit(5).toList()));
        }
        byte[] head = chosen.packed().bytes(Map.of("format", "pt", "source", source));
        long total = head.length
                + chosen.items().values().stream()
                        .mapToLong(SafetensorsHeader.Item::bytes)
                        .sum();
        Files.createDirectories(folder.path());
        try (PartFile part = PartFile.open(folder.path(), name)) {
            part.begin(source, null);
            part.write(head, head.length, 0);
            long at = head.length;
            for (Run run : runs(chosen.items().values())) {
                long base = at;
                file.read(start + run.from(), run.to() - run.from(), (bytes, count, offset) -> {
                    part.write(bytes, count, base + offset);
                    listener.accept(
                            new DownloadProgress(name, DownloadProgress.Stage.FETCHING, base + offset + count, total));
                });
                at += run.to() - run.from();
            }
            return part.rename(true);
        }
    }

    private static byte[] bytes(RemoteFile file, long from, int length) throws IOException {
        byte[] whole = new byte[length]; // no longer than the file: the length was checked against its size
        file.read(from, length, (bytes, count, at) -> System.arraycopy(bytes, 0, whole, (int) at, count));
        return whole;
    }

    /** The wanted tensors in the order of their values. */
    private static SafetensorsHeader choose(SafetensorsHeader all, Predicate<String> wanted) {
        Map<String, SafetensorsHeader.Item> chosen = new LinkedHashMap<>();
        all.items().entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().from()))
                .forEach(entry -> chosen.put(entry.getKey(), entry.getValue()));
        return new SafetensorsHeader(chosen);
    }

    private static List<Run> runs(Collection<SafetensorsHeader.Item> items) {
        List<Run> runs = new ArrayList<>();
        for (SafetensorsHeader.Item item : items) {
            Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.to() == item.from()) {
                runs.set(runs.size() - 1, new Run(last.from(), item.to()));
            } else if (item.bytes() > 0) {
                runs.add(new Run(item.from(), item.to()));
            }
        }
        return runs;
    }
}
