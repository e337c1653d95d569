package dev.gioconda.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The promotion log of one model: {@code models/NAME/log/00000001.json} and so on. An entry is written by {@code create} with the
 * number after the last one; of several concurrent writers one succeeds and the others retry with the next number.
 */
final class PromotionLog {

    private static final int ATTEMPTS = 1000;
    private static final Pattern ENTRY = Pattern.compile("[0-9]{8}\\.json");

    private final ObjectStore store;
    private final String folder;
    private final Clock clock;

    PromotionLog(ObjectStore store, String name, Clock clock) {
        this.store = store;
        this.folder = VersionId.MODELS + VersionId.check(name) + "/" + VersionId.LOG + "/";
        this.clock = clock;
    }

    /** Chooses the version that a new entry makes the champion. */
    @FunctionalInterface
    interface VersionChooser {
        /**
         * The version.
         *
         * @param last number of the last entry, 0 for none
         */
        String version(long last) throws IOException;
    }

    /** All entries, oldest first. */
    List<LogEntry> history() throws IOException {
        return entriesUpTo(size());
    }

    /** The entries that can be read; a damaged one does not hide the others. */
    ReadableHistory readable() throws IOException {
        Set<String> names = names();
        List<LogEntry> entries = new ArrayList<>();
        List<String> damages = new ArrayList<>();
        long expected = 1;
        for (String name : names) {
            long seq = number(name);
            if (seq != expected) {
                damages.add(String.valueOf(missing(expected).getMessage()));
            }
            expected = seq + 1;
            try {
                entries.add(entry(seq));
            } catch (IOException damaged) {
                damages.add(String.valueOf(damaged.getMessage()));
            }
        }
        return new ReadableHistory(entries, damages);
    }

    /** The entries up to a number. */
    List<LogEntry> entriesUpTo(long last) throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            entries.add(entry(seq));
        }
        return entries;
    }

    /** The newest entry. */
    Optional<LogEntry> last() throws IOException {
        long size = size();
        return size == 0 ? Optional.empty() : Optional.of(entry(size));
    }

    /**
     * Appends an entry.
     *
     * @return the entry with its number
     * @throws IOException also if the store failed and the entry may or may not exist; read the history to find out
     */
    LogEntry append(LogEntry.Action action, VersionChooser chooser, String who, String why, ObjectNode gate)
            throws IOException {
        String nonce = UUID.randomUUID().toString();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long last = size();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Instant before = last == 0 ? now : entry(last).when();
            LogEntry entry = new LogEntry(
                    last + 1,
                    chooser.version(last),
                    action,
                    who,
                    why,
                    now.isBefore(before) ? before : now,
                    nonce,
                    gate);
            if (write(entry)) {
                return entry;
            }
        }
        throw new IOException(
                "%s%s: concurrent writers were faster in %d attempts. Try again.".formatted(store, folder, ATTEMPTS));
    }

    /** Whether this entry is stored with its number; also true if the write succeeded but its response was lost. */
    private boolean write(LogEntry entry) throws IOException {
        ObjectContent content = ObjectContent.of(entry.toJson().toPrettyString() + "\n");
        try {
            return store.create(key(entry.seq()), content) || exists(entry);
        } catch (IOException failure) {
            if (exists(entry)) {
                return true;
            }
            throw failure;
        }
    }

    private boolean exists(LogEntry entry) throws IOException {
        Optional<byte[]> stored = store.get(key(entry.seq()));
        return stored.isPresent()
                && LogEntry.parse(key(entry.seq()), stored.get(), entry.seq())
                        .nonce()
                        .equals(entry.nonce());
    }

    /** The number of entries, which is also the number of the last one. */
    private long size() throws IOException {
        Set<String> names = names();
        long last = names.stream().mapToLong(PromotionLog::number).max().orElse(0);
        for (long seq = 1; seq <= last; seq++) { // a listing may miss a concurrent write
            if (!names.contains(name(seq)) && store.get(key(seq), 0, 0).isEmpty()) {
                throw missing(seq);
            }
        }
        return last;
    }

    /** The names of the entries' objects, in order. */
    private Set<String> names() throws IOException {
        return store.list(folder).stream()
                .map(listed -> listed.key().substring(folder.length()))
                .filter(name -> ENTRY.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long number(String name) {
        return Long.parseLong(name, 0, name.indexOf('.'), 10);
    }

    /** The entry with a number. */
    LogEntry entry(long seq) throws IOException {
        byte[] bytes = store.get(key(seq)).orElseThrow(() -> missing(seq));
        return LogEntry.parse(store + "/" + key(seq), bytes, seq);
    }

    private IOException missing(long seq) {
        return new IOException(
                "%s/%s is missing: it was deleted, and the history is incomplete without it. Restore it from a backup of the store."
                        .formatted(store, key(seq)));
    }

    private String key(long seq) {
        return folder + name(seq);
    }

    private static String name(long seq) {
        return String.format(Locale.ROOT, "%08d.json", seq);
    }
}
