package dev.gioconda.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FaultyWire.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store on a real S3 server, also over a bad connection. */
class S3StoreTest extends ObjectStoreContract {

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static S3Server server;

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String prefix = "test/" + TESTS.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    ObjectStore store() {
        return server.store(prefix);
    }

    /** The first request of a kind has a fault, the others none. */
    private static Function<String, Fault> once(String start, String part, Fault fault) {
        AtomicInteger count = new AtomicInteger();
        return line ->
                line.startsWith(start) && line.contains(part) && count.getAndIncrement() == 0 ? fault : Fault.NONE;
    }

    private static String text(ObjectStore store, String key) throws IOException {
        return new String(store.get(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatever_happens_to_a_write_its_maker_is_told_that_it_made_it(Fault fault) throws IOException {
        try (FaultyWire wire = new FaultyWire(server.port(), once("PUT", "", fault));
                ObjectStore store = server.store(wire, prefix)) {
            assertThat(store.create("log/1", Content.of("mine"))).isTrue();
            assertThat(text(store, "log/1")).isEqualTo("mine");
        }
        try (FaultyWire wire = new FaultyWire(server.port(), once("PUT", "", fault));
                ObjectStore store = server.store(wire, prefix)) {
            assertThat(store.create("log/1", Content.of("theirs"))).isFalse();
            assertThat(text(store, "log/1")).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatever_happens_to_one_request_of_a_large_write_it_arrives_whole_and_once(Fault fault) throws IOException {
        byte[] bytes = new byte[S3Server.PART + 1000];
        bytes[S3Server.PART + 7] = 7;
        for (String part : List.of("uploads", "partNumber=2", "uploadId=")) {
            String method = part.startsWith("part") ? "PUT" : "POST";
            String key = "large/" + part.replace("=", "");
            try (FaultyWire wire = new FaultyWire(server.port(), once(method, part, fault));
                    ObjectStore store = server.store(wire, prefix)) {
                assertThat(store.create(key, Content.of(bytes))).as(part).isTrue();
                assertThat(store.get(key).orElseThrow()).isEqualTo(bytes);
                assertThat(store.create(key, Content.of(new byte[S3Server.PART + 1])))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatever_happens_to_a_question_the_answer_is_right(Fault fault) throws IOException {
        store().put("a/b", Content.of("x".repeat(5000)));
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            try (FaultyWire wire = new FaultyWire(server.port(), once(method, "", fault));
                    ObjectStore store = server.store(wire, prefix)) {
                assertThat(store.list("a/")).containsExactly(new ObjectStore.Listed("a/b", 5000));
                assertThat(text(store, "a/b")).hasSize(5000);
                assertThat(store.get("a/b", 4999, 2)).contains(new byte[] {'x'});
                assertThat(store.get("none")).isEmpty();
                assertThat(store.delete("none")).isFalse();
                store.put("deleted", Content.of(""));
                assertThat(store.delete("deleted")).isTrue();
            }
        }
    }

    @Test
    void large_writers_race_too_and_one_wins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte[] bytes = new byte[S3Server.PART + 1];
                bytes[0] = (byte) i;
                writers.add(() -> store().create("large", Content.of(bytes)));
            }
            List<Integer> winners = new ArrayList<>();
            List<Future<Boolean>> told = threads.invokeAll(writers);
            for (int i = 0; i < 4; i++) {
                if (told.get(i).get()) {
                    winners.add(i);
                }
            }
            assertThat(winners).containsExactly((int) store().get("large", 0, 1).orElseThrow()[0]);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void a_large_write_that_fails_leaves_no_parts_to_pay_for() throws IOException {
        Content lying = new Content(
                S3Server.PART * 2L,
                () -> Content.of(new byte[S3Server.PART + 5]).source().open());
        assertThatThrownBy(() -> store().create("large", lying)).isInstanceOf(IOException.class);
        store().create("taken", Content.of(new byte[S3Server.PART + 5]));
        assertThat(store().create("taken", Content.of(new byte[S3Server.PART + 6])))
                .isFalse();
        assertThat(server.client()
                        .listMultipartUploads(ask -> ask.bucket(S3Server.BUCKET))
                        .uploads())
                .isEmpty();
    }

    @Test
    void a_server_that_does_not_answer_or_does_not_let_us_in_is_a_sentence() throws IOException {
        try (ObjectStore forged = server.forged()) {
            assertThatThrownBy(() -> forged.create("x", Content.of("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://gallery/x could not ")
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("Request ID");
        }
        try (FaultyWire wire = new FaultyWire(server.port(), line -> Fault.RESET);
                ObjectStore store = server.store(wire, prefix)) {
            assertThatThrownBy(() -> store.create("x", Content.of("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("AWS_ENDPOINT_URL");
            assertThatThrownBy(() -> store.list("")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.get("x")).isInstanceOf(IOException.class);
        }
        assertThat(store().list("")).isEmpty();
    }

    @Test
    void a_missing_bucket_is_a_sentence() {
        ObjectStore store = new S3Store(server.client(), new S3Address("no-such-bucket", ""), S3Server.PART);
        assertThatThrownBy(() -> store.list("")).hasMessageContaining("Create the bucket \"no-such-bucket\"");
        // a server that has heard enough may close before the body is sent; its answer is then lost, and the next
        // attempt may hear it
        String heard = "";
        for (int attempt = 0; attempt < 20 && !heard.contains("Create the bucket"); attempt++) {
            heard = String.valueOf(assertThatThrownBy(() -> store.put("x", Content.of("x")))
                    .isInstanceOf(IOException.class)
                    .actual()
                    .getMessage());
        }
        assertThat(heard).contains("Create the bucket \"no-such-bucket\"");
    }

    @Test
    void an_address_and_the_usual_settings_of_aws_are_enough() throws IOException {
        Map<String, String> settings = server.settings();
        settings.forEach(System::setProperty);
        try (ObjectStore store = Stores.open("s3://gallery/" + prefix)) {
            assertThat(store.create("x", Content.of("x"))).isTrue();
            assertThat(text(store(), "x")).isEqualTo("x");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void two_stores_in_one_bucket_do_not_see_each_other() throws IOException {
        ObjectStore one = server.store(prefix + "/one");
        ObjectStore two = server.store(prefix + "/one-more");
        ObjectStore whole = server.store("");
        one.put("x", Content.of("1"));
        two.put("x", Content.of("2"));
        assertThat(one.list("")).hasSize(1);
        assertThat(text(two, "x")).isEqualTo("2");
        assertThat(whole.list(prefix).stream().map(ObjectStore.Listed::key))
                .containsExactly(prefix + "/one-more/x", prefix + "/one/x");
        assertThat(Set.of(one.toString(), whole.toString()))
                .containsExactlyInAnyOrder("s3://gallery/" + prefix + "/one", "s3://gallery");
    }
}
