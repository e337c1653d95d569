package dev.gioconda.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Objects in memory, for tests of what stands on a store: nothing is forced to a disk. */
public final class InMemoryStore implements ObjectStore {

    private final ConcurrentNavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public Optional<byte[]> get(String key) {
        return Optional.ofNullable(objects.get(ObjectKeys.check(key))).map(byte[]::clone);
    }

    @Override
    public Optional<byte[]> get(String key, long from, int length) {
        return get(key).map(bytes -> Arrays.copyOfRange(
                bytes, (int) Math.min(from, bytes.length), (int) Math.min(from + length, bytes.length)));
    }

    @Override
    public boolean create(String key, ObjectContent content) throws IOException {
        return objects.putIfAbsent(ObjectKeys.check(key), bytes(content)) == null;
    }

    @Override
    public void put(String key, ObjectContent content) throws IOException {
        objects.put(ObjectKeys.check(key), bytes(content));
    }

    @Override
    public List<ObjectSummary> list(String prefix) {
        return objects.tailMap(prefix).entrySet().stream()
                .takeWhile(object -> object.getKey().startsWith(prefix))
                .map(object -> new ObjectSummary(object.getKey(), object.getValue().length))
                .toList();
    }

    @Override
    public boolean delete(String key) {
        return objects.remove(ObjectKeys.check(key)) != null;
    }

    @Override
    public void close() {}

    private static byte[] bytes(ObjectContent content) throws IOException {
        try (InputStream in = content.source().open()) {
            return in.readAllBytes();
        }
    }
}
