package dev.gioconda.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.Classifier;
import dev.gioconda.model.LocalModels;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real server on a free port with its own folder, and a client. */
public final class ServerFixture implements AutoCloseable {

    public static final JsonMapper JSON = new JsonMapper();

    final Path folder;
    public final FolderStore store;
    public final ModelRegistry registry;
    public final GiocondaServer server;
    public final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public ServerFixture(Path folder, ServerSettings.ServiceLimits limits) throws IOException {
        this(folder, limits, ServerSettings.DiskQuotas.DEFAULT);
    }

    public ServerFixture(Path folder, ServerSettings.ServiceLimits limits, ServerSettings.DiskQuotas disk)
            throws IOException {
        this(folder, folder.resolve("work"), limits, disk);
    }

    private ServerFixture(Path folder, Path work, ServerSettings.ServiceLimits limits, ServerSettings.DiskQuotas disk)
            throws IOException {
        this(folder, settings(work, limits, disk));
    }

    private ServerFixture(Path folder, ServerSettings settings) throws IOException {
        this.folder = folder;
        this.store = new FolderStore(folder.resolve("store"));
        this.registry = registry(folder, store);
        this.server = GiocondaServer.start(settings, store, registry, "gioconda test", Clock.systemUTC());
    }

    /** A second server on the same store. */
    public static ServerFixture sharingStoreOf(ServerFixture other) throws IOException {
        return new ServerFixture(
                other.folder, other.folder.resolve("other-work"), limits(0), ServerSettings.DiskQuotas.DEFAULT);
    }

    /** A server that trusts the headers of a proxy on this machine. */
    public static ServerFixture behindProxy(Path folder, ServerSettings.Sites sites) throws IOException {
        return new ServerFixture(
                folder,
                settings(
                        folder.resolve("work"),
                        limits(0),
                        ServerSettings.DiskQuotas.DEFAULT,
                        List.of("127.0.0.1"),
                        sites));
    }

    /** A server with limits that no test reaches by chance. */
    public static ServerFixture withDefaultLimits(Path folder) throws IOException {
        return new ServerFixture(folder, limits(0));
    }

    /** Few synthetic portraits and one epoch: enough to train a challenger that the gate rejects. */
    static final ServerSettings.RetrainDefaults RETRAINING = new ServerSettings.RetrainDefaults(
            new DataChoice("synthetic:300", List.of(), DataChoice.SplitProtocol.OWN, 0, 0, 1),
            List.of("training.epochs=1", "input.columns=32", "input.rows=32"),
            "holdout");

    public static ServerSettings.ServiceLimits limits(int requestsPerMinute) {
        return new ServerSettings.ServiceLimits(
                3_000_000, 4_000_000, requestsPerMinute, 10, 3, 256, Duration.ofDays(7), 3);
    }

    public static ServerSettings settings(
            Path work, ServerSettings.ServiceLimits limits, ServerSettings.DiskQuotas disk) {
        return settings(work, limits, disk, List.of(), ServerSettings.Sites.DEFAULT);
    }

    private static ServerSettings settings(
            Path work,
            ServerSettings.ServiceLimits limits,
            ServerSettings.DiskQuotas disk,
            List<String> trustedProxies,
            ServerSettings.Sites sites) {
        return new ServerSettings(
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                work,
                LocalModels.EMBEDDED,
                limits,
                disk,
                RETRAINING,
                ServerSettings.Batching.DEFAULT,
                trustedProxies,
                sites,
                false,
                Duration.ofSeconds(10));
    }

    static ModelRegistry registry(Path folder, FolderStore store) {
        return new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
    }

    /** JPEG or PNG files of synthetic portraits, each with one face. */
    public static List<byte[]> portraits(int count) {
        SyntheticPortraits portraits = new SyntheticPortraits(1, count);
        List<byte[]> files = new ArrayList<>();
        try {
            portraits.visit(portraits.entries(), (entry, bytes) -> files.add(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return files;
    }

    /** Saves a copy of the embedded model in the store, under another version. */
    public VersionId addVersion(String version) throws IOException {
        Path embedded = LocalModels.embedded();
        Path copy = Files.createDirectories(folder.resolve("copies").resolve(version));
        for (String file : List.of("manifest.json", "weights.safetensors", "card.md")) {
            Files.write(copy.resolve(file), Files.readAllBytes(embedded.resolve(file)));
        }
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(copy.resolve("manifest.json").toFile());
        manifest.put("version", version);
        JSON.writeValue(copy.resolve("manifest.json").toFile(), manifest);
        return registry.save(copy).id();
    }

    public HttpRequest.Builder requestTo(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(60));
    }

    public HttpRequest.Builder requestToOperator(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.operator().port() + path))
                .timeout(Duration.ofSeconds(60));
    }

    /** Logs an operator in; returns the cookie of the session. */
    public String operatorCookie(String token) {
        HttpResponse<byte[]> response = send(requestToOperator("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + token)));
        String cookie = response.headers().firstValue("Set-Cookie").orElse("");
        return cookie.substring(0, Math.max(0, cookie.indexOf(';')));
    }

    public HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public HttpResponse<byte[]> post(String path, String type, byte[] body) {
        return send(requestTo(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<byte[]> post(String path, String json) {
        return send(requestTo(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public HttpResponse<byte[]> get(String path) {
        return send(requestTo(path).GET());
    }

    public HttpResponse<byte[]> delete(String path) {
        return send(requestTo(path).DELETE());
    }

    /** Stops or deletes a style job. */
    public HttpResponse<byte[]> delete(String path, String ownerKey) {
        return send(requestTo(path).header("Gioconda-Owner-Key", ownerKey).DELETE());
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
