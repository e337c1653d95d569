package dev.gioconda.data.split;

import dev.gioconda.data.Example;
import dev.gioconda.file.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A random order that is the same for all time and on every machine: by the SHA-256 of seed, purpose and name. It does not
 * depend on how the list was sorted, and a picture more or less does not disturb the others.
 *
 * @param seed chooses the order
 * @param purpose keeps the orders of two uses of one seed apart
 */
record SeededOrder(long seed, String purpose) {

    private record Keyed<T>(long key, String name, T item) {}

    /** The items by the key of their names; items of one name keep their order. */
    <T> List<T> sort(List<T> items, Function<T, String> name) {
        return items.stream()
                .map(item -> new Keyed<>(key(name.apply(item)), name.apply(item), item))
                .sorted(Comparator.<Keyed<T>>comparingLong(Keyed::key).thenComparing(Keyed::name))
                .map(Keyed::item)
                .toList();
    }

    private long key(String name) {
        byte[] text = (seed + "/" + purpose + "/" + name).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.wrap(Hashes.newSha256().digest(text)).getLong();
    }

    /** An example's name without its data set's, so that a renamed folder is divided as before. */
    static String fileOf(Example example) {
        return example.name().substring(example.name().indexOf('/') + 1);
    }
}
