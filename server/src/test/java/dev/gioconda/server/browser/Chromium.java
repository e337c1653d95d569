package dev.gioconda.server.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The installed Chromium, driven by Playwright on the installed Node; one instance for all tests. */
final class Chromium implements AutoCloseable {

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path chromium, Path node) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        environment.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
        this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream")));
    }

    /** Starts the browser; skips the tests if Chromium or Node is not installed. */
    static Chromium start() {
        Optional<Path> chromium = program("CHROMIUM", "chromium", "chromium-browser", "google-chrome");
        Optional<Path> node = program("PLAYWRIGHT_NODEJS_PATH", "node", "nodejs");
        Assumptions.assumeTrue(
                chromium.isPresent(),
                "The page tests are skipped: Chromium was not found. Install it (Debian: apt-get install chromium) or set CHROMIUM to its path.");
        Assumptions.assumeTrue(
                node.isPresent(),
                "The page tests are skipped: Node was not found. Install it (Debian: apt-get install nodejs) or set PLAYWRIGHT_NODEJS_PATH to its path.");
        return new Chromium(chromium.orElseThrow(), node.orElseThrow());
    }

    Browser browser() {
        return browser;
    }

    private static Optional<Path> program(String variable, String... names) {
        String set = System.getenv(variable);
        if (set != null) {
            return Optional.of(Path.of(set)).filter(Files::isExecutable);
        }
        return Stream.of(names)
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
