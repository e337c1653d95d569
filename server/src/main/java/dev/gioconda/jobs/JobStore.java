package dev.gioconda.jobs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.gioconda.store.ObjectContent;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs in a store: {@code jobs/<id>/} with {@code job.json}, {@code content.png}, {@code style.png}, {@code picture.png}, the leases of
 * its servers, and {@code deleted} while a deletion can be undone. An image is written before the record that refers to it.
 *
 * @param store where they are stored
 */
record JobStore(ObjectStore store) {

    private static final Logger LOG = LoggerFactory.getLogger(JobStore.class);

    static final String CONTENT = "content.png";
    static final String STYLE = "style.png";
    static final String PICTURE = "picture.png";

    /** Prefix of the keys of all jobs. */
    static final String PREFIX = "jobs/";

    private static final String RECORD = "job.json";
    private static final String DELETION_MARK = "deleted";
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new ToStringSerializer(Instant.class))
                    .addDeserializer(Instant.class, new InstantReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Instants as ISO 8601. */
    private static final class InstantReader extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String text, DeserializationContext context) {
            return Instant.parse(text);
        }
    }

    /** Writes the record. */
    void save(Job job) throws IOException {
        store.put(key(job.id(), RECORD), ObjectContent.of(JSON.writeValueAsBytes(job)));
    }

    /** Writes an image. */
    void save(String id, String file, byte[] png) throws IOException {
        store.put(key(id, file), ObjectContent.of(png));
    }

    /** Reads an image. */
    Optional<byte[]> read(String id, String file) throws IOException {
        return store.get(key(id, file));
    }

    /**
     * The stored files of a job.
     *
     * @param hasRecord whether there is a record, which is written last
     * @param deleted whether the job is marked as deleted
     * @param bytes of all its files
     */
    record StoredFiles(boolean hasRecord, boolean deleted, long bytes) {

        private StoredFiles plus(StoredFiles other) {
            return new StoredFiles(hasRecord || other.hasRecord, deleted || other.deleted, bytes + other.bytes);
        }
    }

    /** The stored files of every job, by id. */
    Map<String, StoredFiles> list() throws IOException {
        Map<String, StoredFiles> files = new TreeMap<>();
        for (ObjectStore.ObjectSummary listed : store.list(PREFIX)) {
            String[] parts = listed.key().split("/", -1);
            if (parts.length >= 3) {
                String file = parts.length == 3 ? parts[2] : "";
                files.merge(
                        parts[1],
                        new StoredFiles(file.equals(RECORD), file.equals(DELETION_MARK), listed.size()),
                        StoredFiles::plus);
            }
        }
        return files;
    }

    /** The record of a job; empty when there is none. */
    Optional<Job> find(String id) throws IOException {
        Optional<byte[]> bytes = store.get(key(id, RECORD));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(bytes.get(), Job.class));
        } catch (JacksonException damaged) {
            throw new IOException(
                    "The job %s in %s cannot be read: %s. Remove its folder, or restore it from a backup."
                            .formatted(key(id, RECORD), store, damaged.getOriginalMessage()),
                    damaged);
        }
    }

    /** Marks a job as deleted at a time. The mark is an object of its own, so that the other servers find it in a listing. */
    void markDeleted(String id, Instant time) throws IOException {
        store.put(key(id, DELETION_MARK), ObjectContent.of(time.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    /** Removes the mark; there may be none. */
    void unmarkDeleted(String id) throws IOException {
        store.delete(key(id, DELETION_MARK));
    }

    /** When a job was marked as deleted; long ago if the mark is damaged; empty if there is none. */
    Optional<Instant> deletedAt(String id) throws IOException {
        return store.get(key(id, DELETION_MARK)).map(JobStore::parseMark);
    }

    private static Instant parseMark(byte[] bytes) {
        try {
            return Instant.parse(new String(bytes, StandardCharsets.US_ASCII));
        } catch (DateTimeParseException damaged) { // the job is deleted all the same
            LOG.warn("A deletion mark of a style job is damaged; its job can no longer be restored.", damaged);
            return Instant.EPOCH;
        }
    }

    /** Removes a job, its record first. */
    void delete(String id) throws IOException {
        store.delete(key(id, RECORD));
        for (ObjectStore.ObjectSummary listed : store.list(PREFIX + id + "/")) {
            store.delete(listed.key());
        }
    }

    private static String key(String id, String file) {
        return PREFIX + id + "/" + file;
    }
}
