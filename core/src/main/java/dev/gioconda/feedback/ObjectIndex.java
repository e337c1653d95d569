package dev.gioconda.feedback;

import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all records under a prefix without opening each object. Copies are stored in immutable segments. The listing of the records is
 * authoritative: a record that is in no segment is read from its object, and a segment with a deleted record is replaced. A missing,
 * damaged or outdated index makes reading slower, never wrong. A record that cannot be parsed is passed over and logged once.
 *
 * @param store that holds records and segments
 * @param recordPrefix of the records
 * @param segmentPrefix of the segments
 * @param codec of the records
 */
record ObjectIndex<T>(ObjectStore store, String recordPrefix, String segmentPrefix, Codec<T> codec) {

    /** Number of records outside of segments from which a segment is written. */
    private static final int MIN_UNINDEXED = 256;

    /** Smaller segments are merged into the next one. */
    private static final int MERGE_BELOW = 4_000;

    private static final int MAX_SEGMENT_SIZE = 20_000;
    private static final Logger LOG = LoggerFactory.getLogger(ObjectIndex.class);

    /** A copy and the index of its segment. */
    private record IndexedCopy<T>(T value, int segment) {}

    /**
     * What is stored under the prefix.
     *
     * @param records by key, in ascending order of the keys
     * @param damaged those that cannot be parsed
     */
    record IndexContents<T>(Map<String, T> records, DamagedRecords damaged) {}

    /** All readable records by key, in ascending order of the keys. */
    Map<String, T> read() throws IOException {
        return readAll().records();
    }

    /** All records, readable or not. */
    IndexContents<T> readAll() throws IOException {
        Map<String, byte[]> files = segmentFiles(); // before the listing: a record that only they have was deleted
        CompletableFuture<Map<String, Segment<T>>> decoding = CompletableFuture.supplyAsync(() -> decode(files));
        List<ObjectStore.ObjectSummary> listing = store.list(recordPrefix);
        Map<String, Segment<T>> segments = decoding.join();
        Map<String, IndexedCopy<T>> copies = new HashMap<>(2 * listing.size());
        List<String> names = List.copyOf(segments.keySet());
        int[] live = new int[names.size()]; // by segment, its records that exist
        for (int s = 0; s < live.length; s++) {
            Segment<T> segment = segments.getOrDefault(names.get(s), Segment.empty());
            for (int i = 0; i < segment.size(); i++) {
                copies.put(
                        segment.keys().get(i),
                        new IndexedCopy<>(segment.values().get(i), s));
            }
        }
        Map<String, T> records = new LinkedHashMap<>(2 * listing.size());
        List<String> unindexed = new ArrayList<>();
        Map<String, byte[]> damaged = new LinkedHashMap<>();
        for (ObjectStore.ObjectSummary listed : listing) {
            IndexedCopy<T> copy = copies.get(listed.key());
            if (copy != null) {
                records.put(listed.key(), copy.value());
                live[copy.segment()]++;
            } else {
                Optional<T> read = readRecord(listed.key(), damaged);
                if (read.isPresent()) { // else it is damaged, or was deleted after it was listed
                    records.put(listed.key(), read.get());
                    unindexed.add(listed.key());
                }
            }
        }
        boolean needsSegment = unindexed.size() >= MIN_UNINDEXED;
        Set<String> replaced = new HashSet<>();
        for (int s = 0; s < live.length; s++) {
            int size = segments.getOrDefault(names.get(s), Segment.empty()).size();
            if ((needsSegment && size < MERGE_BELOW) || size == 0 || live[s] < size) {
                replaced.add(names.get(s));
            }
        }
        if (needsSegment || !replaced.isEmpty()) {
            compact(segments, replaced, unindexed, records);
        }
        return new IndexContents<>(records, new DamagedRecords(damaged));
    }

    /** Deletes every segment with one of these records, so that no copy of a deleted record remains. */
    void invalidate(Set<String> keys) throws IOException {
        for (Map.Entry<String, Segment<T>> segment : decode(segmentFiles()).entrySet()) {
            if (segment.getValue().keys().stream().anyMatch(keys::contains)) {
                store.delete(segment.getKey());
            }
        }
    }

    private Map<String, byte[]> segmentFiles() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (ObjectStore.ObjectSummary listed : store.list(segmentPrefix)) {
            Optional<byte[]> bytes = store.get(listed.key());
            if (bytes.isPresent()) {
                files.put(listed.key(), bytes.get());
            }
        }
        return files;
    }

    private Map<String, Segment<T>> decode(Map<String, byte[]> files) {
        Map<String, Segment<T>> segments = new LinkedHashMap<>();
        files.forEach((name, bytes) ->
                segments.put(name, Segment.decode(name.substring(segmentPrefix.length()), bytes, codec)));
        return segments;
    }

    private Optional<T> readRecord(String key, Map<String, byte[]> damaged) throws IOException {
        Optional<byte[]> object = store.get(key);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.parse(object.get()));
        } catch (IOException | RuntimeException broken) { // whatever its bytes are
            DamagedRecords.report(store, key, broken);
            damaged.put(key, object.get());
            return Optional.empty();
        }
    }

    /** Writes new segments with the unindexed records and those of replaced segments, then deletes the replaced segments. */
    private void compact(
            Map<String, Segment<T>> segments, Set<String> replaced, List<String> unindexed, Map<String, T> records) {
        Set<String> copied = new HashSet<>(unindexed);
        segments.forEach((name, segment) -> {
            if (replaced.contains(name)) {
                copied.addAll(segment.keys());
            }
        });
        List<String> keys = records.keySet().stream().filter(copied::contains).toList();
        try {
            for (Map.Entry<String, Segment<T>> segment : segments.entrySet()) {
                if (segment.getValue().size() == 0) { // a damaged segment may have the name of the new one
                    store.delete(segment.getKey());
                }
            }
            for (int from = 0; from < keys.size(); from += MAX_SEGMENT_SIZE) {
                SortedMap<String, T> chunk = new TreeMap<>();
                for (String key : keys.subList(from, Math.min(from + MAX_SEGMENT_SIZE, keys.size()))) {
                    chunk.put(key, records.get(key));
                }
                byte[] bytes = Segment.encode(chunk, codec);
                String name = segmentPrefix + Segment.name(bytes);
                store.create(name, ObjectContent.of(bytes));
                replaced.remove(name);
            }
            for (String name : replaced) {
                store.delete(name);
            }
        } catch (IOException failed) { // a read-only store or a full disk: the records are read anyway
            LOG.warn(
                    "The index {} could not be updated, so reading remains slow: {}",
                    segmentPrefix,
                    failed.getMessage());
        }
    }
}
