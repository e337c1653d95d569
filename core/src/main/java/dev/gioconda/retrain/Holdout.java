package dev.gioconda.retrain;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.PerceptualHash;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.store.ObjectContent;
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
 * The images that champions and challengers are compared on, the same ones for every comparison. Submitted images cannot leak into it:
 * an image with the same pixels or a similar perceptual hash is not used for training.
 *
 * @param pictures fingerprints of the images that can be decoded
 */
public record Holdout(List<PictureFingerprint> pictures) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Identifies an image.
     *
     * @param name of the example
     * @param pixelHash SHA-256 of width, height (four bytes each, big-endian) and the 8-bit RGB values
     * @param perceptualHash its perceptual hash
     */
    public record PictureFingerprint(String name, String pixelHash, PerceptualHash perceptualHash) {

        static PictureFingerprint of(String name, Picture picture) {
            ByteBuffer bytes = ByteBuffer.allocate(8 + picture.rgb().length);
            bytes.putInt(picture.width()).putInt(picture.height()).put(picture.rgb());
            return new PictureFingerprint(name, Hashes.sha256(bytes.array()), PerceptualHash.of(picture));
        }
    }

    /** Decodes the images and computes their fingerprints. */
    public static Holdout of(List<Example> examples) throws IOException {
        Map<PictureArchive, Map<String, String>> names = new LinkedHashMap<>();
        examples.forEach(example -> names.computeIfAbsent(example.archive(), archive -> new HashMap<>())
                .put(example.entry(), example.name()));
        List<PictureFingerprint> fingerprints = new ArrayList<>();
        SafeImageDecoder decoder = new SafeImageDecoder(SafeImageDecoder.DecodeLimits.LOCAL); // as FaceLoader
        for (Map.Entry<PictureArchive, Map<String, String>> archive : names.entrySet()) {
            Set<String> entries = archive.getValue().keySet();
            archive.getKey().visit(entries, (entry, bytes) -> {
                try {
                    fingerprints.add(PictureFingerprint.of(
                            archive.getValue().getOrDefault(entry, entry), decoder.decode(bytes)));
                } catch (RefusedPictureException broken) { // not evaluated either
                    return;
                }
            });
        }
        return new Holdout(List.copyOf(fingerprints));
    }

    /** Why an image must not be used for training; empty if it may. */
    public Optional<String> rejectionReason(Picture picture) {
        PictureFingerprint candidate = PictureFingerprint.of("", picture);
        for (PictureFingerprint held : pictures) {
            if (held.pixelHash().equals(candidate.pixelHash())) {
                return Optional.of("it is the picture %s of the hold-out".formatted(held.name()));
            }
        }
        return pictures.stream()
                .filter(held -> held.perceptualHash().matches(candidate.perceptualHash()))
                .findFirst()
                .map(held -> "it is similar to %s of the hold-out (%d of 64 bits differ)"
                        .formatted(held.name(), held.perceptualHash().distance(candidate.perceptualHash())));
    }

    /** SHA-256 of the sorted pixel hashes, one per line. */
    public String fingerprint() {
        List<String> sorted =
                pictures.stream().map(PictureFingerprint::pixelHash).sorted().toList();
        return Hashes.sha256(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it equals the hold-out that was frozen for a model, or none was frozen yet. */
    public boolean matchesFrozen(ObjectStore store, String model, String name) throws IOException {
        Optional<byte[]> object = store.get(key(model, name));
        return object.isEmpty()
                || JSON.readTree(object.get()).path("fingerprint").asText().equals(fingerprint());
    }

    /**
     * Freezes it for a model, or compares it with the frozen one.
     *
     * @throws IOException if another hold-out was frozen under this name
     */
    public void freeze(ObjectStore store, String model, String name, String data) throws IOException {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("format", 1);
        record.put("fingerprint", fingerprint());
        record.put("pictures", pictures.size());
        record.put("data", data);
        store.create(key(model, name), ObjectContent.of(JSON.writeValueAsString(record) + "\n"));
        if (!matchesFrozen(store, model, name)) {
            throw new IOException(differsFromFrozen(model, name));
        }
    }

    /** The message for a hold-out that is not the frozen one. */
    String differsFromFrozen(String model, String name) {
        return "The hold-out \"%s\" of %s was frozen with other pictures than these %d, so scores cannot be compared. Use the same data, protocol and split seed as before, or another name for the hold-out."
                .formatted(name, model, pictures.size());
    }

    private static String key(String model, String name) {
        return "retrain/%s/%s.json".formatted(model, name);
    }
}
