package dev.gioconda.recognition.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a gallery before encryption: the length of a JSON text in 4 bytes, the JSON text with names and consents, and then the
 * embeddings of all persons as 32-bit floating-point numbers. All numbers are big-endian.
 */
final class GalleryCodec {

    private static final JsonMapper JSON = new JsonMapper();

    /** The JSON text. */
    private record Outline(String embedder, int dimensions, List<PersonOutline> persons) {}

    private record PersonOutline(String name, String consent, String enrolledBy, String enrolledAt, int embeddings) {}

    private GalleryCodec() {}

    static byte[] encode(FaceGallery gallery) {
        List<float[]> embeddings = gallery.persons().stream()
                .flatMap(person -> person.embeddings().stream())
                .toList();
        int dimensions = embeddings.isEmpty() ? 0 : embeddings.get(0).length;
        Outline outline = new Outline(
                gallery.embedder(),
                dimensions,
                gallery.persons().stream()
                        .map(person -> new PersonOutline(
                                person.name(),
                                person.consent(),
                                person.enrolledBy(),
                                person.enrolledAt().toString(),
                                person.embeddings().size()))
                        .toList());
        try {
            byte[] json = JSON.writeValueAsBytes(outline);
            ByteBuffer buffer = ByteBuffer.allocate(
                    Math.addExact(Integer.BYTES + json.length, embeddings.size() * dimensions * Float.BYTES));
            buffer.putInt(json.length).put(json);
            for (float[] embedding : embeddings) {
                buffer.asFloatBuffer().put(embedding);
                buffer.position(buffer.position() + dimensions * Float.BYTES);
            }
            return buffer.array();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A gallery cannot be written as JSON.", impossible);
        }
    }

    static FaceGallery decode(byte[] bytes) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte[] json = new byte[buffer.getInt()];
            buffer.get(json);
            Outline outline = JSON.readValue(json, Outline.class);
            List<EnrolledPerson> persons = new ArrayList<>();
            for (PersonOutline person : outline.persons()) {
                List<float[]> embeddings = new ArrayList<>();
                for (int i = 0; i < person.embeddings(); i++) {
                    float[] embedding = new float[outline.dimensions()];
                    buffer.asFloatBuffer().get(embedding);
                    buffer.position(buffer.position() + embedding.length * Float.BYTES);
                    embeddings.add(embedding);
                }
                persons.add(new EnrolledPerson(
                        person.name(),
                        person.consent(),
                        person.enrolledBy(),
                        Instant.parse(person.enrolledAt()),
                        embeddings));
            }
            return new FaceGallery(outline.embedder(), persons);
        } catch (RuntimeException | JsonProcessingException damaged) {
            throw new IOException("its content is damaged", damaged);
        }
    }
}
