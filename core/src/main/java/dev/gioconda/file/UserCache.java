package dev.gioconda.file;

import java.nio.file.Path;
import java.util.Map;

/**
 * The user's folder for files that can be downloaded or unpacked again. Source: XDG Base Directory Specification 0.8, section "Environment
 * variables".
 */
public final class UserCache {

    private UserCache() {}

    /** The folder in this process's environment. */
    public static Path folder() {
        return folder(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * {@code XDG_CACHE_HOME/gioconda}, else {@code ~/.cache/gioconda}. A relative {@code XDG_CACHE_HOME} is ignored.
     *
     * @param home the user's home folder
     */
    public static Path folder(Map<String, String> environment, Path home) {
        Path xdgCacheHome = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        return (xdgCacheHome.isAbsolute() ? xdgCacheHome : home.resolve(".cache")).resolve("gioconda");
    }
}
