package dev.gioconda.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.gioconda.data.reader.DataChoice;
import dev.gioconda.feedback.Feedback;
import dev.gioconda.feedback.FeedbackLog;
import dev.gioconda.file.Trees;
import dev.gioconda.model.Classifier;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.server.GiocondaServer;
import dev.gioconda.server.http.ServerSettings;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A server with its own store, and a browser. After each test it checks that the console has no errors or warnings, that the content
 * security policy blocked nothing, and that no request left the server.
 */
final class SiteExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final ServerSettings.ServiceLimits LIMITS =
            new ServerSettings.ServiceLimits(20_000_000, 25_000_000, 0, 40, 6, 1024, Duration.ofDays(7), 8);

    private final ServerSettings.Sites sites;
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> allowed = new ArrayList<>();
    private final List<BrowserContext> contexts = new ArrayList<>();
    private Browser browser;
    private Path folder;
    private ObjectStore store;
    private ModelRegistry registry;
    private GiocondaServer server;
    private String token = "";

    SiteExtension() {
        this(ServerSettings.Sites.DEFAULT);
    }

    SiteExtension(ServerSettings.Sites sites) {
        this.sites = sites;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        browser = context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent("chromium", key -> Chromium.start(), Chromium.class)
                .browser();
        torch.set_num_threads(1); // two threads that wait for each other are slower on a busy machine
        folder = Files.createTempDirectory("gioconda-site");
        store = Stores.open(folder.resolve("store").toString());
        registry = new ModelRegistry(store, folder.resolve("cache"), Classifier::load, Clock.systemUTC());
        start(0);
        token = server.operator().newToken();
    }

    private void start(int port) throws IOException {
        server = GiocondaServer.start(
                new ServerSettings(
                        "127.0.0.1",
                        port,
                        "127.0.0.1",
                        0,
                        folder.resolve("work"),
                        "smile",
                        LIMITS,
                        ServerSettings.DiskQuotas.DEFAULT,
                        new ServerSettings.RetrainDefaults(
                                new DataChoice("synthetic:200", List.of(), DataChoice.SplitProtocol.OWN, 0, 0, 1),
                                List.of("training.epochs=1", "input.columns=32", "input.rows=32"),
                                "holdout"),
                        ServerSettings.Batching.DEFAULT,
                        List.of(),
                        sites,
                        false,
                        Duration.ofSeconds(5)),
                store,
                registry,
                "test",
                Clock.systemUTC());
    }

    /** Stops the server and starts it again on the same port. */
    void restart() throws Exception {
        int port = server.port();
        server.close();
        start(port);
    }

    /** A page with empty browser storage. */
    Page newPage() {
        return newPage(new Browser.NewContextOptions());
    }

    Page newPage(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        context.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                faults.add(message.text());
            }
        });
        context.onWebError(error -> faults.add(error.error()));
        context.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address())
                    && !url.startsWith(operatorAddress())
                    && !url.startsWith("blob:")
                    && !url.startsWith("data:")) {
                faults.add("request to " + url);
            }
        });
        Page page = context.newPage();
        page.setDefaultTimeout(60_000);
        return page;
    }

    /** A page whose browser has the cookie of an operator's session. */
    Page newOperatorPage(Browser.NewContextOptions options) {
        Page page = newPage(options);
        page.context()
                .request()
                .post(
                        operatorAddress() + "/login",
                        RequestOptions.create().setForm(FormData.create().set("token", token)));
        return page;
    }

    /** Allows console messages that contain this text until the end of the test. */
    void allowConsoleMessage(String message) {
        allowed.add(message);
    }

    String address() {
        return server.address();
    }

    String operatorAddress() {
        return "http://127.0.0.1:" + server.operator().port();
    }

    String token() {
        return token;
    }

    ModelRegistry registry() {
        return registry;
    }

    /** The stored feedback. */
    List<Feedback> storedFeedback() throws IOException {
        return new FeedbackLog(store, Clock.systemUTC()).all();
    }

    /** Whether the store contains images of feedback. */
    boolean hasStoredImages() throws IOException {
        return !store.list("images/").isEmpty();
    }

    /** Waits until the JavaScript expression is true. */
    static void waitUntil(Page page, String expression) {
        page.waitForCondition(
                () -> Boolean.TRUE.equals(page.evaluate(expression)),
                new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> found = faults.stream()
                .filter(fault -> allowed.stream().noneMatch(fault::contains))
                .toList();
        faults.clear();
        allowed.clear();
        assertThat(found).as("errors in the browser").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (server == null) {
            return; // skipped
        }
        server.close();
        store.close();
        Trees.delete(folder);
    }
}
