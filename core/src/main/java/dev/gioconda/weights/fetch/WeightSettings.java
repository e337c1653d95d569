package dev.gioconda.weights.fetch;

import dev.gioconda.file.UserCache;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where weight files are kept and looked for on a machine.
 *
 * @param folder the cache
 * @param mirrors folders on servers that hold official files under their names; asked before the authors' own servers
 * @param offline whether the network must not be touched
 */
public record WeightSettings(Path folder, List<URI> mirrors, boolean offline) {

    /**
     * As the environment says: {@code GIOCONDA_CACHE} (else {@code XDG_CACHE_HOME/gioconda/weights}, else
     * {@code ~/.cache/gioconda/weights}), {@code GIOCONDA_WEIGHTS_MIRROR} (addresses between commas) and
     * {@code GIOCONDA_OFFLINE} (anything but nothing, 0, false and no).
     *
     * @param home the user's home folder
     */
    public static WeightSettings of(Map<String, String> environment, Path home) {
        String cache = environment.getOrDefault("GIOCONDA_CACHE", "");
        return new WeightSettings(
                cache.isBlank() ? UserCache.folder(environment, home).resolve("weights") : Path.of(cache),
                mirrors(environment.getOrDefault("GIOCONDA_WEIGHTS_MIRROR", "")),
                !List.of("", "0", "false", "no")
                        .contains(environment
                                .getOrDefault("GIOCONDA_OFFLINE", "")
                                .strip()
                                .toLowerCase(Locale.ROOT)));
    }

    /** The addresses in a text, between commas. */
    public static List<URI> mirrors(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(WeightSettings::mirror)
                .toList();
    }

    private static URI mirror(String text) {
        if (!text.matches("(?i)https?://[^/?#\\s]+[^?#\\s]*")) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a mirror; expected the address of a folder, such as https://example.org/weights/."
                            .formatted(text));
        }
        return URI.create(text);
    }
}
