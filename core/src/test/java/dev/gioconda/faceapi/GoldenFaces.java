package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Numbers of face-api itself and the worst differences from them, by kind. */
final class GoldenFaces {

    /** The largest differences that are accepted, from the description of the golden numbers. */
    private static final Map<String, Double> TOLERANCES =
            Map.of("score", 1e-4, "pixels", 0.02, "probability", 1e-4, "age", 1e-3, "descriptor", 1e-4, "layer", 1e-4);

    private final Path folder;
    private final JsonNode root;
    private final Map<String, Double> worst = new TreeMap<>();
    private int numbers;

    GoldenFaces(Path json, Path folder) throws IOException {
        this.folder = folder;
        root = new JsonMapper().readTree(json.toFile());
    }

    JsonNode pictures() {
        return root.path("pictures");
    }

    JsonNode taps() {
        return root.path("taps");
    }

    /** Decodes a picture, whose pixels must be those of the golden numbers. */
    Picture picture(JsonNode golden) throws IOException {
        Picture picture = picture(golden.path("file").asText());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(picture.rgb());
            assertThat(HexFormat.of().formatHex(hash))
                    .isEqualTo(golden.path("rgbSha256").asText());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        return picture;
    }

    Picture picture(String name) throws IOException {
        return new SafeImageDecoder().read(folder.resolve(name));
    }

    void number(String kind, double value, JsonNode golden) {
        assertThat(golden.isNumber()).as(golden.toString()).isTrue();
        difference(kind, Math.abs(value - golden.doubleValue()));
    }

    void numbers(String kind, List<Double> values, JsonNode golden) {
        assertThat(values).as(kind).hasSize(golden.size());
        for (int i = 0; i < values.size(); i++) {
            number(kind, values.get(i), golden.path(i));
        }
    }

    void numbers(String kind, float[] values, JsonNode golden) {
        List<Double> list = new ArrayList<>();
        for (float value : values) {
            list.add((double) value);
        }
        numbers(kind, list, golden);
    }

    void box(Box box, JsonNode golden) {
        numbers("pixels", List.of(box.x(), box.y(), box.width(), box.height()), golden);
    }

    void landmarks(Landmarks landmarks, JsonNode golden) {
        assertThat(golden).hasSize(Landmarks.COUNT);
        for (int i = 0; i < Landmarks.COUNT; i++) {
            Landmarks.Point point = landmarks.points().get(i);
            numbers("pixels", List.of(point.x(), point.y()), golden.path(i));
        }
    }

    /**
     * Mean, deviation and eight values of the output of a layer, as parts of its deviation.
     *
     * @param values channels last // [h, w, c]
     */
    void layer(float[] values, JsonNode golden) {
        int n = values.length;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / n;
        double deviation = golden.path("sd").asDouble();
        difference("layer", Math.abs(mean - golden.path("mean").asDouble()) / deviation);
        difference("layer", Math.abs(Math.sqrt(Math.max(0, squares / n - mean * mean)) - deviation) / deviation);
        assertThat(golden.path("at")).hasSize(8);
        for (int k = 0; k < 8; k++) {
            double value = values[(int) ((long) k * (n - 1) / 7)];
            difference("layer", Math.abs(value - golden.path("at").path(k).asDouble()) / deviation);
        }
    }

    private void difference(String kind, double difference) {
        numbers++;
        worst.merge(kind, difference, Math::max);
    }

    /** Prints the worst differences, which must be within the tolerances. */
    void assertClose(String name, int minNumbers) {
        StringBuilder line = new StringBuilder("%s: %d numbers; worst".formatted(name, numbers));
        worst.forEach((kind, value) -> line.append(String.format(Locale.ROOT, " %s %.1e", kind, value)));
        System.out.println(line);
        assertThat(numbers).isGreaterThan(minNumbers);
        assertThat(worst)
                .allSatisfy((kind, value) -> assertThat(value).isLessThanOrEqualTo(TOLERANCES.getOrDefault(kind, 0.0)));
    }
}
