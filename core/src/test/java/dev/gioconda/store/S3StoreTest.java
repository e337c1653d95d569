package dev.gioconda.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.store.FaultyProxy.Fault;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store on a real S3 server, also over a bad connection. */
@Tag("integration")
class S3StoreTest extends ObjectStoreContract {

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static S3ServerFixture server;

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final String prefix = "test/" + TESTS.incrementAndGet();

    @BeforeAll
    static void start() throws Exception {
        server = S3ServerFixture.start(folder);
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
    private static Function<String, Fault> faultOnFirst(String start, String part, Fault fault) {
        AtomicInteger count = new AtomicInteger();
        return line ->
                line.startsWith(start) && line.contains(part) && count.getAndIncrement() == 0 ? fault : Fault.NONE;
    }

    private static String text(ObjectStore store, String key) throws IOException {
        return new String(store.get(key).orElseThrow(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void create_reports_success_despite_any_fault(Fault fault) throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst("PUT", "", fault));
                ObjectStore store = server.store(proxy, prefix)) {
            assertThat(store.create("log/1", ObjectContent.of("mine"))).isTrue();
            assertThat(text(store, "log/1")).isEqualTo("mine");
        }
        try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst("PUT", "", fault));
                ObjectStore store = server.store(proxy, prefix)) {
            assertThat(store.create("log/1", ObjectContent.of("theirs"))).isFalse();
            assertThat(text(store, "log/1")).isEqualTo("mine");
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void multipart_upload_is_exact_despite_any_fault(Fault fault) throws IOException {
        byte[] bytes = new byte[S3ServerFixture.PART + 1000];
        bytes[S3ServerFixture.PART + 7] = 7;
        for (String part : List.of("uploads", "partNumber=2", "uploadId=")) {
            String method = part.startsWith("part") ? "PUT" : "POST";
            String key = "large/" + part.replace("=", "");
            try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst(method, part, fault));
                    ObjectStore store = server.store(proxy, prefix)) {
                assertThat(store.create(key, ObjectContent.of(bytes))).as(part).isTrue();
                assertThat(store.get(key).orElseThrow()).isEqualTo(bytes);
                assertThat(store.create(key, ObjectContent.of(new byte[S3ServerFixture.PART + 1])))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void reads_are_correct_despite_any_fault(Fault fault) throws IOException {
        store().put("a/b", ObjectContent.of("x".repeat(5000)));
        for (String method : List.of("GET", "HEAD", "DELETE")) {
            try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst(method, "", fault));
                    ObjectStore store = server.store(proxy, prefix)) {
                assertThat(store.list("a/")).containsExactly(new ObjectStore.ObjectSummary("a/b", 5000));
                assertThat(text(store, "a/b")).hasSize(5000);
                assertThat(store.get("a/b", 4999, 2)).contains(new byte[] {'x'});
                assertThat(store.get("none")).isEmpty();
                assertThat(store.delete("none")).isFalse();
                store.put("deleted", ObjectContent.of(""));
                assertThat(store.delete("deleted")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void small_object_is_read_despite_any_fault(Fault fault) throws IOException {
        store().put("a/small", ObjectContent.of("x"));
        try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst("GET", "a/small", fault));
                ObjectStore store = server.store(proxy, prefix)) {
            assertThat(text(store, "a/small")).isEqualTo("x");
        }
        try (FaultyProxy proxy = new FaultyProxy(server.port(), faultOnFirst("GET", "a/missing", fault));
                ObjectStore store = server.store(proxy, prefix)) {
            assertThat(store.get("a/missing")).isEmpty();
        }
    }

    @Test
    void exactly_one_of_concurrent_multipart_creates_wins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte[] bytes = new byte[S3ServerFixture.PART + 1];
                bytes[0] = (byte) i;
                writers.add(() -> store().create("large", ObjectContent.of(bytes)));
            }
            List<Integer> winners = new ArrayList<>();
            List<Future<Boolean>> results = threads.invokeAll(writers);
            for (int i = 0; i < 4; i++) {
                if (results.get(i).get()) {
                    winners.add(i);
                }
            }
            assertThat(winners).containsExactly((int) store().get("large", 0, 1).orElseThrow()[0]);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void failed_multipart_upload_is_aborted() throws IOException {
        ObjectContent shortContent =
                new ObjectContent(S3ServerFixture.PART * 2L, () -> ObjectContent.of(new byte[S3ServerFixture.PART + 5])
                        .source()
                        .open());
        assertThatThrownBy(() -> store().create("large", shortContent)).isInstanceOf(IOException.class);
        store().create("taken", ObjectContent.of(new byte[S3ServerFixture.PART + 5]));
        assertThat(store().create("taken", ObjectContent.of(new byte[S3ServerFixture.PART + 6])))
                .isFalse();
        assertThat(server.client()
                        .listMultipartUploads(ask -> ask.bucket(S3ServerFixture.BUCKET))
                        .uploads())
                .as("uploads of this test; those with faults on the wire leave some to the bucket's life cycle rule")
                .noneMatch(upload -> upload.key().startsWith(prefix + "/"));
    }

    @Test
    void unreachable_or_denied_server_is_a_clear_error() throws IOException {
        try (ObjectStore forged = server.storeWithWrongSecret()) {
            assertThatThrownBy(() -> forged.create("x", ObjectContent.of("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://gallery/x could not ")
                    .hasMessageContaining("credentials")
                    .hasMessageNotContaining("Request ID");
        }
        try (FaultyProxy proxy = new FaultyProxy(server.port(), line -> Fault.RESET);
                ObjectStore store = server.store(proxy, prefix)) {
            assertThatThrownBy(() -> store.create("x", ObjectContent.of("x")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("AWS_ENDPOINT_URL");
            assertThatThrownBy(() -> store.list("")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.get("x")).isInstanceOf(IOException.class);
        }
        assertThat(store().list("")).isEmpty();
    }

    @Test
    void missing_bucket_is_a_clear_error() {
        ObjectStore store = new S3Store(server.client(), new S3Address("no-such-bucket", ""), S3ServerFixture.PART);
        assertThatThrownBy(() -> store.list("")).hasMessageContaining("Create the bucket \"no-such-bucket\"");
        // a server that has heard enough may close before the body is sent; its answer is then lost, and the next
        // attempt may hear it
        String message = "";
        for (int attempt = 0; attempt < 20 && !message.contains("Create the bucket"); attempt++) {
            message = String.valueOf(assertThatThrownBy(() -> store.put("x", ObjectContent.of("x")))
                    .isInstanceOf(IOException.class)
                    .actual()
                    .getMessage());
        }
        assertThat(message).contains("Create the bucket \"no-such-bucket\"");
    }

    @Test
    void store_opens_from_address_and_aws_settings() throws IOException {
        Map<String, String> settings = server.settings();
        settings.forEach(System::setProperty);
        try (ObjectStore store = Stores.open("s3://gallery/" + prefix)) {
            assertThat(store.create("x", ObjectContent.of("x"))).isTrue();
            assertThat(text(store(), "x")).isEqualTo("x");
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void stores_with_different_prefixes_are_isolated() throws IOException {
        ObjectStore one = server.store(prefix + "/one");
        ObjectStore two = server.store(prefix + "/one-more");
        ObjectStore bucketStore = server.store("");
        one.put("x", ObjectContent.of("1"));
        two.put("x", ObjectContent.of("2"));
        assertThat(one.list("")).hasSize(1);
        assertThat(text(two, "x")).isEqualTo("2");
        assertThat(bucketStore.list(prefix).stream().map(ObjectStore.ObjectSummary::key))
                .containsExactly(prefix + "/one-more/x", prefix + "/one/x");
        assertThat(Set.of(one.toString(), bucketStore.toString()))
                .containsExactlyInAnyOrder("s3://gallery/" + prefix + "/one", "s3://gallery");
    }
}
