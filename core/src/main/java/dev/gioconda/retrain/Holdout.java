package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.image.PerceptualHash;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.store.Content;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pictures that champions and challengers are compared on, for ever the same ones. What users send can never enter: neither a
 * picture of the same pixels nor one that looks the same is learnt from.
 *
 * @param marks of the pictures that can be read
 */
public record Holdout(List<Mark> marks) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What tells a picture.
     *
     * @param name of the example
     * @param pixels SHA-256 of width, height (four bytes each, big-endian) and the 8-bit RGB values
     * @param look its perceptual hash
     */
    public record Mark(String name, String pixels, PerceptualHash look) {

        static Mark of(String name, Picture picture) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + picture.rgb().length);
            bytes.putInt(picture.width()).putInt(picture.height()).put(picture.rgb());
            return new Mark(name, ModelFiles.sha256(bytes.array()), PerceptualHash.of(picture));
        }
    }

    /** Looks at the pictures. */
    public static Holdout of(List<Example> examples) throws IOException {
        Map<PictureArchive, Map<String, String>> names = new LinkedHashMap<>();
        examples.forEach(example -> names.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                .put(example.entry(), example.name()));
        List<Mark> marks = new ArrayList<>();
        ImageDoor door = new ImageDoor();
        for (Map.Entry<PictureArchive, Map<String, String>> archive : names.entrySet()) {
            Set<String> entries = archive.getValue().keySet();
            archive.getKey().visit(entries, (entry, bytes) -> {
                try {
                    marks.add(Mark.of(archive.getValue().getOrDefault(entry, entry), door.decode(bytes)));
                } catch (RefusedPictureException broken) { // nobody is judged on it
                    return;
                }
            });
        }
        return new Holdout(List.copyOf(marks));
    }

    /** Why a picture must not be learnt from; empty when it may. */
    public Optional<String> refuses(Picture picture) {
        Mark mark = Mark.of("", picture);
        for (Mark held : marks) {
            if (held.pixels().equals(mark.pixels())) {
                return Optional.of("it is %s of the hold-out".formatted(held.name()));
            }
        }
        return marks.stream()
                .filter(held -> held.look().near(mark.look()))
                .findFirst()
                .map(held -> "it looks like %s of the hold-out (%d of 64 bits differ)"
                        .formatted(held.name(), held.look().distance(mark.look())));
    }

    /** SHA-256 of the sorted pixel hashes, one a line. */
    public String fingerprint() {
        List<String> sorted = marks.stream().map(Mark::pixels).sorted().toList();
        return ModelFiles.sha256(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it is the one that was frozen for a model, or none was yet. */
    public boolean frozenAs(ObjectStore store, String model, String name) throws IOException {
        Optional<byte[]> object = store.get(key(model, name));
        return object.isEmpty()
                || JSON.readTree(object.get()).path("fingerprint").asText().equals(fingerprint());
    }

    /**
     * Freezes it for a model, or compares it with what was frozen.
     *
     * @throws IOException when another one was frozen under this name
     */
    public void freeze(ObjectStore store, String model, String name, String data) throws IOException {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("format", 1);
        record.put("fingerprint", fingerprint());
        record.put("pictures", marks.size());
        record.put("data", data);
        store.create(key(model, name), Content.of(JSON.writeValueAsString(record) + "\n"));
        if (!frozenAs(store, model, name)) {
            throw new IOException(
                    ("The hold-out \"%s\" of %s was frozen with other pictures than these %d, so that scores could not be compared. Give the "
                                    + "same --data, --protocol and --split-seed as before, or freeze these under another --holdout name.")
                            .formatted(name, model, marks.size()));
        }
    }

    private static String key(String model, String name) {
        return "retrain/%s/%s.json".formatted(model, name);
    }
}
