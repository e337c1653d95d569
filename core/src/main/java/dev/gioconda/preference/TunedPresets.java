package dev.gioconda.preference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.Tokens;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The versions of the tuned preset in a store, {@code styles/tuned/00000001.json} and so on; the newest is in use. As in the promotion log,
 * a version is written by {@code create} under the next number, so that only one of several concurrent writers gets that number.
 *
 * @param store of the versions
 * @param clock for their time
 */
public record TunedPresets(ObjectStore store, Clock clock) {

    private static final String PREFIX = "styles/tuned/";
    private static final Pattern VERSION_FILE = Pattern.compile("[0-9]{8}\\.json");
    private static final int ATTEMPTS = 1000;
    private static final int MAX_REASON = 2000;
    private static final int NONCE_BYTES = 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** The newest version. */
    public Optional<TunedVersion> latest() throws IOException {
        int last = lastVersion();
        return last == 0 ? Optional.empty() : Optional.of(find(last));
    }

    /**
     * A version.
     *
     * @throws IOException when there is none of that number, or it cannot be read
     */
    public TunedVersion find(int version) throws IOException {
        String key = key(version);
        byte[] object = store.get(key)
                .orElseThrow(() -> new IOException(
                        "The store %2$s has no version %1$d of the tuned preset; tune the preset from ratings first."
                                .formatted(version, store)));
        try {
            JsonNode tree = JSON.readTree(object);
            int format = tree.path("format").asInt(); // first: a newer format can have other fields
            if (format > TunedVersion.FORMAT) {
                throw new IOException("%s has format %d, this program knows up to %d; update Gioconda."
                        .formatted(key, format, TunedVersion.FORMAT));
            }
            TunedVersion read = JSON.treeToValue(tree, TunedVersion.class);
            if (read.version() != version) {
                throw new IOException("%s contains version %d. Restore it from a backup of the store."
                        .formatted(key, read.version()));
            }
            return read;
        } catch (JacksonException damaged) {
            throw new IOException(
                    "%s is not a version of the tuned preset (%s). Restore it from a backup of the store."
                            .formatted(key, damaged.getOriginalMessage()),
                    damaged);
        }
    }

    /**
     * Whether a tuning should become a version: it has enough ratings, or there is an earlier version that it can revert; and it differs
     * from the newest version.
     */
    public boolean isNew(Tuning tuning) throws IOException {
        Optional<TunedVersion> latest = latest();
        return latest.isEmpty()
                ? tuning.evidence().sufficient()
                : !latest.get().tuning().equals(tuning);
    }

    /**
     * Stores a tuning as the next version.
     *
     * @param who makes it
     * @param why reason given by that person, at most 2,000 characters
     */
    public TunedVersion save(Tuning tuning, String who, String why) throws IOException {
        if (why.length() > MAX_REASON) {
            throw new IllegalArgumentException("The reason has %,d characters; expected at most %,d. Shorten it."
                    .formatted(why.length(), MAX_REASON));
        }
        String nonce = Tokens.hex(NONCE_BYTES);
        String when = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TunedVersion version =
                    new TunedVersion(TunedVersion.FORMAT, 1 + lastVersion(), who, why, when, nonce, tuning);
            if (write(version)) {
                return version;
            }
        }
        throw new IOException("%s/%s: other writers took the next version number %d times. Try again."
                .formatted(store, PREFIX, ATTEMPTS));
    }

    /** Writes the version; true if it got its number, also when the answer of the store was lost. */
    private boolean write(TunedVersion version) throws IOException {
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(version);
        try {
            return store.create(key(version.version()), ObjectContent.of(json)) || isStored(version);
        } catch (IOException lost) {
            if (isStored(version)) {
                return true;
            }
            throw lost;
        }
    }

    private boolean isStored(TunedVersion version) throws IOException {
        return store.get(key(version.version())).isPresent()
                && find(version.version()).nonce().equals(version.nonce());
    }

    private int lastVersion() throws IOException {
        return store.list(PREFIX).stream()
                .map(listed -> listed.key().substring(PREFIX.length()))
                .filter(name -> VERSION_FILE.matcher(name).matches())
                .mapToInt(name -> Integer.parseInt(name, 0, name.indexOf('.'), 10))
                .max()
                .orElse(0);
    }

    private static String key(int version) {
        return PREFIX + String.format(Locale.ROOT, "%08d.json", version);
    }
}
