package dev.gioconda.jobs;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Jobs in a store: {@code jobs/<id>/} with {@code job.json}, {@code content.png}, {@code style.png} and {@code picture.png}. A picture is
 * written before the record that speaks of it.
 *
 * @param store where they lie
 */
record JobShelf(ObjectStore store) {

    static final String CONTENT = "content.png";
    static final String STYLE = "style.png";
    static final String PICTURE = "picture.png";

    private static final String HOME = "jobs/";
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
        store.put(key(job.id(), RECORD), Content.of(JSON.writeValueAsBytes(job)));
    }

    /** Writes a picture. */
    void save(String id, String file, byte[] png) throws IOException {
        store.put(key(id, file), Content.of(png));
    }

    /** Reads a picture. */
    Optional<byte[]> read(String id, String file) throws IOException {
        return store.get(key(id, file));
    }

    /** Every job with a record that can be read; what was ordered only half is removed. */
    List<Job> all() throws IOException {
        Set<String> ids = new TreeSet<>();
        Set<String> whole = new TreeSet<>();
        for (ObjectStore.Listed listed : store.list(HOME)) {
            String[] parts = listed.key().split("/", -1);
            if (parts.length == 3) {
                ids.add(parts[1]);
                if (parts[2].equals(RECORD)) {
                    whole.add(parts[1]);
                }
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (String id : ids) {
            if (whole.contains(id)) {
                byte[] bytes = store.get(key(id, RECORD)).orElse(new byte[0]);
                try {
                    jobs.add(JSON.readValue(bytes, Job.class));
                } catch (JacksonException damaged) {
                    throw new IOException(
                            "The job %s in %s cannot be read: %s. Remove its folder, or bring it back from a copy."
                                    .formatted(key(id, RECORD), store, damaged.getOriginalMessage()),
                            damaged);
                }
            } else {
                delete(id);
            }
        }
        return jobs;
    }

    /** Removes a job, its record first. */
    void delete(String id) throws IOException {
        for (String file : List.of(RECORD, PICTURE, STYLE, CONTENT)) {
            store.delete(key(id, file));
        }
    }

    private static String key(String id, String file) {
        return HOME + id + "/" + file;
    }
}
