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
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Jobs in a store: {@code jobs/<id>/} with {@code job.json}, {@code content.png}, {@code style.png}, {@code picture.png} and the leases
 * of its servers. An image is written before the record that refers to it.
 *
 * @param store where they are stored
 */
record JobStore(ObjectStore store) {

    static final String CONTENT = "content.png";
    static final String STYLE = "style.png";
    static final String PICTURE = "picture.png";

    /** Prefix of the keys of all jobs. */
    static final String PREFIX = "jobs/";

    private static final String RECORD = "job.json";
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
     * @param bytes of all its files
     */
    record StoredFiles(boolean hasRecord, long bytes) {}

    /** The stored files of every job, by id. */
    Map<String, StoredFiles> list() throws IOException {
        Map<String, StoredFiles> files = new TreeMap<>();
        for (ObjectStore.ObjectSummary listed : store.list(PREFIX)) {
            String[] parts = listed.key().split("/", -1);
            if (parts.length >= 3) {
                boolean record = parts.length == 3 && parts[2].equals(RECORD);
                files.merge(
                        parts[1],
                        new StoredFiles(record, listed.size()),
                        (one, other) ->
                                new StoredFiles(one.hasRecord() || other.hasRecord(), one.bytes() + other.bytes()));
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
