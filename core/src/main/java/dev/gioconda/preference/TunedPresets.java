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
 * The versions of the tuned preset in a store, {@code styles/tuned/00000001.json} and so on; the newest counts. As in the log of
 * promotions a version is made by {@code create} under the number after the last one, so that of several writers one gets it.
 *
 * @param store where they lie
 * @param clock says when they are made
 */
public record TunedPresets(ObjectStore store, Clock clock) {

    private static final String PREFIX = "styles/tuned/";
    private static final Pattern VERSION_FILE = Pattern.compile("[0-9]{8}\\.json");
    private static final int ATTEMPTS = 1000;
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
                        "There is no version %d of the tuned preset in %s; \"gioconda style tune\" makes versions."
                                .formatted(version, store)));
        try {
            JsonNode tree = JSON.readTree(object);
            int format = tree.path("format").asInt(); // before anything else: a newer one may have other fields
            if (format > TunedVersion.FORMAT) {
                throw new IOException("%s has format %d, this program knows up to %d; update Gioconda."
                        .formatted(key, format, TunedVersion.FORMAT));
            }
            TunedVersion read = JSON.treeToValue(tree, TunedVersion.class);
            if (read.version() != version) {
                throw new IOException("%s says that it is version %d. Bring it back from a copy of the store."
                        .formatted(key, read.version()));
            }
            return read;
        } catch (JacksonException damaged) {
            throw new IOException(
                    "%s is no version of the tuned preset (%s). Bring it back from a copy of the store."
                            .formatted(key, damaged.getOriginalMessage()),
                    damaged);
        }
    }

    /**
     * Whether a tuning would be a version: when it rests on enough ratings, or there is an earlier one, which it may take back; and
     * when it is not what the newest version says already.
     */
    public boolean isNew(Tuning tuning) throws IOException {
        Optional<TunedVersion> latest = latest();
        return latest.isEmpty()
                ? tuning.evidence().sufficient()
                : !latest.get().tuning().equals(tuning);
    }

    /**
     * Makes a version of a tuning.
     *
     * @param who makes it
     * @param why in their words
     */
    public TunedVersion save(Tuning tuning, String who, String why) throws IOException {
        String nonce = Tokens.hex(NONCE_BYTES);
        String when = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            TunedVersion version =
                    new TunedVersion(TunedVersion.FORMAT, 1 + lastVersion(), who, why, when, nonce, tuning);
            if (write(version)) {
                return version;
            }
        }
        throw new IOException("%s/%s: others were faster %d times. Try again.".formatted(store, PREFIX, ATTEMPTS));
    }

    /** Whether this version is the one under its number, also when the store did not get to say so. */
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
