package dev.gioconda.weights.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * A manifest of TensorFlow.js weights: an array of groups {@code {paths: [file...], weights: [{name, shape, dtype,
 * quantization?}]}}. The stream of a group is the concatenation of its files, in which the tensors follow one another without
 * padding. Source: tensorflow/tfjs, weights_loader and io/types.
 */
final class TfjsManifest {

    private static final int MAX_RANK = 16;
    private static final int MAX_GROUP_FILES = 1_000; // tfjs writes files of 4 MiB, thus 32
    private static final long MAX_GROUP_BYTES = 128L << 20;
    private static final Map<String, ScalarType> TYPES = Map.of("float32", ScalarType.Float, "int32", ScalarType.Int);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TfjsManifest() {}

    /**
     * A group.
     *
     * @param files names beside the manifest, in the order of the stream
     * @param tensors in the order of the stream
     */
    record Group(List<String> files, List<TfjsTensor> tensors) {

        /** The size of the stream that the tensors take. */
        long bytes() {
            return tensors.stream().mapToLong(TfjsTensor::storedBytes).sum();
        }
    }

    /** Reads a manifest; an error states what is wrong without the manifest's name. */
    static List<Group> parse(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException broken) {
            throw new IOException("it is not JSON (%s)".formatted(Excerpt.of(broken.getOriginalMessage())), broken);
        }
        List<Group> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : array(root, "the manifest")) {
            Group group = group(node);
            for (TfjsTensor tensor : group.tensors()) {
                if (!names.add(tensor.name())) {
                    throw new IOException("tensor %s is named twice".formatted(Excerpt.of(tensor.name())));
                }
            }
            groups.add(group);
        }
        return groups;
    }

    private static Group group(JsonNode node) throws IOException {
        Set<String> files = new LinkedHashSet<>();
        for (JsonNode path : array(node.path("paths"), "paths")) {
            String file = path.textValue();
            if (file == null || file.isEmpty() || file.startsWith(".") || file.matches("(?s).*[/\\\\:\\x00].*")) {
                throw new IOException("%s is not the name of a file beside the manifest".formatted(Excerpt.of(path)));
            }
            if (!files.add(file)) {
                throw new IOException("file %s is named twice in a group".formatted(Excerpt.of(file)));
            }
            if (files.size() > MAX_GROUP_FILES) {
                throw new IOException("a group has more than %d files".formatted(MAX_GROUP_FILES));
            }
        }
        List<TfjsTensor> tensors = new ArrayList<>();
        long bytes = 0;
        for (JsonNode weight : array(node.path("weights"), "weights")) {
            TfjsTensor tensor = tensor(weight);
            tensors.add(tensor);
            bytes += tensor.storedBytes();
            if (bytes > MAX_GROUP_BYTES) {
                throw new IOException("its tensors up to %s take more than %d bytes"
                        .formatted(Excerpt.of(tensor.name()), MAX_GROUP_BYTES));
            }
        }
        return new Group(List.copyOf(files), List.copyOf(tensors));
    }

    private static TfjsTensor tensor(JsonNode weight) throws IOException {
        String name = weight.path("name").textValue();
        if (name == null || name.isEmpty()) {
            throw new IOException("a tensor has no name");
        }
        ScalarType type = TYPES.get(weight.path("dtype").asText());
        if (type == null) {
            throw new IOException("tensor %s has type %s, expected float32 or int32"
                    .formatted(Excerpt.of(name), Excerpt.of(weight.path("dtype"))));
        }
        JsonNode sizes = array(weight.path("shape"), "the shape of " + Excerpt.of(name));
        long[] shape = new long[sizes.size()];
        long count = 1;
        long extent = 1; // without dimensions of 0, whose strides must not overflow either
        for (int i = 0; i < shape.length; i++) {
            JsonNode size = sizes.path(i);
            shape[i] = size.isIntegralNumber() && size.canConvertToInt() ? size.intValue() : -1;
            if (shape[i] < 0 || shape.length > MAX_RANK) {
                throw new IOException(
                        "tensor %s has the invalid shape %s".formatted(Excerpt.of(name), Excerpt.of(sizes)));
            }
            count *= shape[i];
            extent *= Math.max(1, shape[i]);
            if (extent > MAX_GROUP_BYTES) {
                throw new IOException(
                        "tensor %s has shape %s, more than is read".formatted(Excerpt.of(name), Excerpt.of(sizes)));
            }
        }
        return new TfjsTensor(name, type, shape, (int) count, quantization(name, weight.path("quantization")));
    }

    private static TfjsTensor.@Nullable Quantization quantization(String name, JsonNode node) throws IOException {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        double scale = node.path("scale").isNumber() ? node.path("scale").doubleValue() : Double.NaN;
        double min = node.path("min").isNumber() ? node.path("min").doubleValue() : Double.NaN;
        boolean finite = Float.isFinite((float) min) && Float.isFinite((float) (255 * scale + min));
        if (!node.path("dtype").asText().equals("uint8") || !finite) {
            throw new IOException("tensor %s has the quantization %s, expected uint8 with scale and min"
                    .formatted(Excerpt.of(name), Excerpt.of(node)));
        }
        return new TfjsTensor.Quantization(scale, min);
    }

    private static JsonNode array(JsonNode node, String what) throws IOException {
        if (!node.isArray()) {
            throw new IOException("%s should be an array".formatted(what));
        }
        return node;
    }
}
