package dev.gioconda.data.split;

import dev.gioconda.data.Example;
import dev.gioconda.file.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A pseudo-random order that is the same on every machine and in every version: by the SHA-256 of seed, purpose and
 * name. It does not depend on the order of the input, and adding or removing a picture keeps the order of the others.
 *
 * @param seed the seed
 * @param purpose makes the orders of two uses of one seed independent
 */
record SeededOrder(long seed, String purpose) {

    private record Keyed<T>(long key, String name, T item) {}

    /** Sorts the items by the keys of their names; items of equal names keep their order. */
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

    /** An example's name without that of its data set, so that a renamed folder is split as before. */
    static String fileOf(Example example) {
        return example.name().substring(example.name().indexOf('/') + 1);
    }
}
