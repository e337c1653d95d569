package dev.gioconda.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
abstract class ObjectStoreContract {

    /** A client of the store under test, which is empty at the test's begin; each call may give another client. */
    abstract ObjectStore store() throws IOException;

    private static String text(ObjectStore store, String key) throws IOException {
        return new String(store.get(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void put_object_is_readable_and_replaceable() throws IOException {
        ObjectStore store = store();
        assertThat(store.get("models/smile/x.json")).isEmpty();
        store.put("models/smile/x.json", ObjectContent.of("one"));
        assertThat(text(store, "models/smile/x.json")).isEqualTo("one");
        store.put("models/smile/x.json", ObjectContent.of("another"));
        assertThat(text(store(), "models/smile/x.json")).isEqualTo("another");
    }

    @Test
    void create_succeeds_once_and_keeps_the_first_bytes() throws IOException {
        ObjectStore store = store();
        assertThat(store.create("log/00000001.json", ObjectContent.of("first"))).isTrue();
        assertThat(store.create("log/00000001.json", ObjectContent.of("second")))
                .isFalse();
        assertThat(store().create("log/00000001.json", ObjectContent.of("first")))
                .isFalse();
        assertThat(text(store, "log/00000001.json")).isEqualTo("first");
        assertThat(store.delete("log/00000001.json")).isTrue();
        assertThat(store.create("log/00000001.json", ObjectContent.of("third"))).isTrue();
        assertThat(text(store, "log/00000001.json")).isEqualTo("third");
    }

    @Test
    void empty_object_is_allowed() throws IOException {
        ObjectStore store = store();
        assertThat(store.create("empty", ObjectContent.of(""))).isTrue();
        assertThat(store.create("empty", ObjectContent.of(""))).isFalse();
        assertThat(store.get("empty"))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
        assertThat(store.get("empty", 0, 10))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
        assertThat(store.list("")).containsExactly(new ObjectStore.ObjectSummary("empty", 0));
    }

    @Test
    void range_reads_end_at_the_object_end() throws IOException {
        ObjectStore store = store();
        byte[] bytes = noise(1000);
        store.put("a/noise", ObjectContent.of(bytes));
        assertThat(store.get("a/noise", 0, 1000)).contains(bytes);
        assertThat(store.get("a/noise", 10, 5)).contains(Arrays.copyOfRange(bytes, 10, 15));
        assertThat(store.get("a/noise", 990, 50)).contains(Arrays.copyOfRange(bytes, 990, 1000));
        assertThat(store.get("a/noise", 10, 0)).contains(new byte[0]);
        assertThat(store.get("a/noise", 1000, 5)).contains(new byte[0]);
        assertThat(store.get("a/noise", 1L << 40, 5)).contains(new byte[0]);
        assertThat(store.get("a/none", 0, 5)).isEmpty();
        assertThat(store.get("a/none", 0, 0)).isEmpty();
        assertThatThrownBy(() -> store.get("a/noise", -1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.get("a/noise", 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void large_object_round_trips() throws IOException {
        ObjectStore store = store();
        byte[] bytes = noise(20 << 20);
        assertThat(store.create("large", ObjectContent.of(bytes))).isTrue();
        assertThat(store.create("large", ObjectContent.of(noise(21 << 20)))).isFalse();
        assertThat(store.get("large").orElseThrow()).isEqualTo(bytes);
        assertThat(store.get("large", (20 << 20) - 7, 100).orElseThrow())
                .isEqualTo(Arrays.copyOfRange(bytes, (20 << 20) - 7, 20 << 20));
        assertThat(store.list("large")).containsExactly(new ObjectStore.ObjectSummary("large", 20 << 20));
        store.put("large", ObjectContent.of(noise(17 << 20)));
        assertThat(store.get("large").orElseThrow()).isEqualTo(noise(17 << 20));
    }

    @Test
    void list_returns_keys_with_the_prefix_in_order() throws IOException {
        ObjectStore store = store();
        for (String key : List.of("b/c/d", "b/c-1", "b/c.1", "b/c0", "a", "b/c/e/f", "bb/x", "c")) {
            store.put(key, ObjectContent.of(key));
        }
        assertThat(store.list("").stream().map(ObjectStore.ObjectSummary::key))
                .containsExactly("a", "b/c-1", "b/c.1", "b/c/d", "b/c/e/f", "b/c0", "bb/x", "c");
        assertThat(store.list("b/c").stream().map(ObjectStore.ObjectSummary::key))
                .containsExactly("b/c-1", "b/c.1", "b/c/d", "b/c/e/f", "b/c0");
        assertThat(store.list("b/c/"))
                .containsExactly(
                        new ObjectStore.ObjectSummary("b/c/d", 5), new ObjectStore.ObjectSummary("b/c/e/f", 7));
        assertThat(store.list("b").stream().map(ObjectStore.ObjectSummary::key)).hasSize(6);
        assertThat(store.list("b/c/d")).hasSize(1);
        assertThat(store.list("nothing/")).isEmpty();
    }

    @Test
    void delete_removes_only_that_object() throws IOException {
        ObjectStore store = store();
        store.put("x/y", ObjectContent.of("y"));
        store.put("x/z", ObjectContent.of("z"));
        assertThat(store.delete("x/y")).isTrue();
        assertThat(store.delete("x/y")).isFalse();
        assertThat(store.delete("x")).isFalse();
        assertThat(store.get("x/y")).isEmpty();
        assertThat(store.get("x")).isEmpty();
        assertThat(store.list("")).containsExactly(new ObjectStore.ObjectSummary("x/z", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/./b", ".a", "a/.b", "-a", "a b", "a\\b", "a\0b",
                "ä", "a:b", "a%2fb", "a?b", "a*", "~", "\n", "a\n"
            })
    void ambiguous_key_is_rejected(String key) throws IOException {
        ObjectStore store = store();
        assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.get(key, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(key, ObjectContent.of("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.create(key, ObjectContent.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a key of the store");
        assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void invalid_prefix_is_rejected() throws IOException {
        ObjectStore store = store();
        for (String prefix : List.of("/", "..", "../", "a//", "a/../", ".")) {
            assertThatThrownBy(() -> store.list(prefix)).as(prefix).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> store.put("a".repeat(129), ObjectContent.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
        String longest = "a".repeat(128) + "/" + "b".repeat(128);
        store.put(longest, ObjectContent.of("x"));
        assertThat(store.list("a").get(0).key()).isEqualTo(longest);
    }

    @Test
    void failing_source_keeps_the_old_object() throws IOException {
        ObjectStore store = store();
        store.put("kept", ObjectContent.of("old"));
        ObjectContent shorter =
                new ObjectContent(100, () -> ObjectContent.of("short").source().open());
        ObjectContent longer =
                new ObjectContent(3, () -> ObjectContent.of("longer").source().open());
        ObjectContent broken = new ObjectContent(
                100,
                () -> new SequenceInputStream(new ByteArrayInputStream(new byte[50]), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("the disk it came from is gone");
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) throws IOException {
                        return read();
                    }
                }));
        for (ObjectContent content : List.of(shorter, longer, broken)) {
            assertThatThrownBy(() -> store.create("new", content)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.put("kept", content)).isInstanceOf(IOException.class);
        }
        assertThat(store.list("")).containsExactly(new ObjectStore.ObjectSummary("kept", 3));
        assertThat(text(store, "kept")).isEqualTo("old");
    }

    @Test
    void exactly_one_of_eight_concurrent_creates_wins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 10; round++) {
                String key = "race/" + round;
                List<Callable<Boolean>> writers = new ArrayList<>();
                for (int writer = 0; writer < 8; writer++) {
                    ObjectStore store = store();
                    String name = "writer " + writer;
                    writers.add(() -> store.create(key, ObjectContent.of(name)));
                }
                List<String> winners = new ArrayList<>();
                List<Future<Boolean>> results = threads.invokeAll(writers);
                for (int writer = 0; writer < 8; writer++) {
                    if (results.get(writer).get()) {
                        winners.add("writer " + writer);
                    }
                }
                assertThat(winners).containsExactly(text(store(), key));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void readers_never_see_a_partial_object() throws Exception {
        ObjectStore writer = store();
        ObjectStore reader = store();
        byte[][] versions = {noise(300_000), noise(400_000)};
        writer.put("swapped", ObjectContent.of(versions[0]));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = thread.submit(() -> {
                for (int i = 0; i < 40; i++) {
                    writer.put("swapped", ObjectContent.of(versions[i % 2]));
                }
                done.set(true);
                return null;
            });
            do {
                byte[] readBytes = reader.get("swapped").orElseThrow();
                assertThat(Arrays.equals(readBytes, versions[0]) || Arrays.equals(readBytes, versions[1]))
                        .isTrue();
            } while (!done.get() && !writing.isDone());
            writing.get();
        } finally {
            thread.shutdown();
        }
    }
}
