package dev.gioconda.feedback;

import dev.gioconda.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records under a prefix that cannot be parsed. They are passed over, so that one damaged record stops neither review nor expiry of
 * the others.
 *
 * @param contents the bytes by key
 */
record DamagedRecords(Map<String, byte[]> contents) {

    private static final Logger LOG = LoggerFactory.getLogger(DamagedRecords.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MAX_REPORTED = 10_000;
    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet(); // of this process

    /** Logs a damaged record, once in this process. */
    static void report(ObjectStore store, String key, Exception reason) {
        if (REPORTED.size() < MAX_REPORTED && REPORTED.add(store + " " + key)) {
            LOG.error(
                    "{} in {} cannot be read and is passed over: {}. Restore it from a backup or delete it. This is logged once.",
                    key,
                    store,
                    message(reason));
        }
    }

    /** The message without a full stop. */
    static String message(Exception reason) {
        return String.valueOf(reason.getMessage()).replaceFirst("\\.$", "");
    }

    /** The names without {@code .json}: the last parts of the keys. */
    Set<String> names() {
        return contents.keySet().stream()
                .map(key -> key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.json$", ""))
                .collect(Collectors.toSet());
    }

    /** Every SHA-256 in the readable part of the records; the images of these hashes may belong to one of them. */
    Set<String> hashes() {
        return contents.values().stream()
                .flatMap(bytes -> SHA256.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                        .results())
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }
}
