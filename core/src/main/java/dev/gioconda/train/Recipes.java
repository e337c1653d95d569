package dev.gioconda.train;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** Recipes from TOML: a preset by name or a file by path, then {@code key=value} changes. An unknown key is an error. */
public final class Recipes {

    /** The presets' names. */
    public static final List<String> PRESETS = List.of("study-cnn", "compact", "smile", "study-vgg19", "transfer");

    private static final String PRETRAIN = "pretrain";

    /** The keys whose values are enum constants, which TOML writes in small letters with hyphens. */
    private static final List<String> CHOICES = List.of("normalisation", "optimiser", "schedule", "pooling");

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // 2.7 epochs are a mistake, not 2
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private Recipes() {}

    /**
     * @param preset one of {@link #PRESETS}, or the path of a {@code .toml} file
     * @param changes such as {@code training.epochs=5}, in order
     * @throws IllegalArgumentException with what is wrong with which key
     */
    public static Recipe read(String preset, List<String> changes) throws IOException {
        return read(preset, changes, Recipe.class);
    }

    /**
     * How a backbone is pretrained.
     *
     * @param file a {@code .toml} file; null for the preset
     * @param changes such as {@code training.epochs=5}, in order
     */
    public static PretrainRecipe pretrain(@Nullable Path file, List<String> changes) throws IOException {
        return read(file == null ? PRETRAIN : file.toString(), changes, PretrainRecipe.class);
    }

    private static <T> T read(String preset, List<String> changes, Class<T> type) throws IOException {
        ObjectNode tree = parse(text(preset), preset);
        for (String change : changes) {
            apply(tree, change);
        }
        return bind(tree, preset, type);
    }

    /** The recipe as TOML that is read back to the same. */
    public static String toToml(PretrainRecipe recipe) {
        return toml(recipe);
    }

    /** The recipe as TOML that {@link #read} reads back. */
    public static String toToml(Recipe recipe) {
        return toml(recipe);
    }

    private static String toml(Record recipe) {
        StringBuilder tables = new StringBuilder();
        StringBuilder top = new StringBuilder();
        ObjectNode tree = JSON.valueToTree(recipe);
        if (recipe instanceof Recipe whole && whole.transfer().equals(Transfer.NONE)) {
            tree.remove("transfer");
        }
        tree.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                tables.append("\n[").append(entry.getKey()).append("]\n");
                entry.getValue().properties().forEach(inner -> line(tables, inner.getKey(), inner.getValue()));
            } else {
                line(top, entry.getKey(), entry.getValue());
            }
        });
        return top.append(tables).toString();
    }

    private static void line(StringBuilder out, String key, JsonNode value) {
        String text = CHOICES.contains(key) ? '"' + hyphened(value.asText()) + '"' : value.toString();
        out.append(key).append(" = ").append(text).append('\n');
    }

    private static String hyphened(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static String text(String preset) throws IOException {
        if (PRESETS.contains(preset) || preset.equals(PRETRAIN)) {
            try (InputStream in = Recipes.class.getResourceAsStream(preset + ".toml")) {
                if (in == null) {
                    throw new IllegalStateException("The preset " + preset + " is not in the jar.");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path file = Path.of(preset);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "There is no preset and no file \"%s\"; the presets are %s.".formatted(preset, PRESETS));
        }
        return Files.readString(file);
    }

    private static ObjectNode parse(String toml, String origin) throws IOException {
        TomlParseResult result = Toml.parse(toml);
        if (result.hasErrors()) {
            throw new IllegalArgumentException(
                    "%s: %s".formatted(origin, result.errors().get(0)));
        }
        return (ObjectNode) JSON.readTree(result.toJson());
    }

    private static void apply(ObjectNode tree, String change) throws IOException {
        int equals = change.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "\"%s\" is no setting; write key=value, such as training.epochs=5.".formatted(change));
        }
        String[] path = change.substring(0, equals).trim().split("\\.", -1);
        String value = change.substring(equals + 1).trim();
        ObjectNode table = tree;
        for (int i = 0; i < path.length - 1; i++) {
            if (!(table.get(path[i]) instanceof ObjectNode inner)) {
                throw unknown(change, equals, table);
            }
            table = inner;
        }
        String key = path[path.length - 1];
        JsonNode known = table.get(key);
        if (known == null || known.isObject()) {
            throw unknown(change, equals, known == null ? table : (ObjectNode) known);
        }
        boolean quoted = known.isTextual() && !value.startsWith("\"");
        try {
            table.set(
                    key,
                    parse(key + " = " + (quoted ? '"' + value + '"' : value), change)
                            .get(key));
        } catch (IllegalArgumentException unread) {
            throw new IllegalArgumentException(
                    "%s: expected %s after the equals sign, such as %s=%s."
                            .formatted(
                                    change,
                                    kind(known),
                                    change.substring(0, equals).trim(),
                                    known),
                    unread);
        }
    }

    private static String kind(JsonNode known) {
        return known.isTextual() ? "a text" : known.isBoolean() ? "true or false" : "a number";
    }

    private static IllegalArgumentException unknown(String change, int equals, ObjectNode table) {
        return new IllegalArgumentException(
                "There is no setting \"%s\"; known here are %s.".formatted(change.substring(0, equals), names(table)));
    }

    private static List<String> names(ObjectNode table) {
        List<String> names = new java.util.ArrayList<>();
        table.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static <T> T bind(ObjectNode tree, String origin, Class<T> type) throws IOException {
        if (!(tree.get("training") instanceof ObjectNode training)) {
            throw new IllegalArgumentException(origin + ": there is no table [training].");
        }
        for (ObjectNode table : List.of(tree, training)) {
            for (String key : CHOICES) {
                if (table.hasNonNull(key)) {
                    table.put(key, table.get(key).asText().replace('-', '_'));
                }
            }
        }
        if (type == Recipe.class && !tree.has("transfer")) {
            tree.set("transfer", JSON.valueToTree(Transfer.NONE));
        }
        try {
            return JSON.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException("%s: there is no setting \"%s\"; known there are %s."
                    .formatted(origin, unknown.getPropertyName(), unknown.getKnownPropertyIds()));
        } catch (ValueInstantiationException refused) { // by the record, in a sentence that names the setting
            Throwable cause = refused.getCause();
            throw new IllegalArgumentException(
                    "%s: %s".formatted(origin, (cause == null ? refused : cause).getMessage()), refused);
        } catch (JsonMappingException wrong) {
            throw new IllegalArgumentException(
                    "%s, %s: %s".formatted(origin, place(wrong), wrong.getOriginalMessage()), wrong);
        }
    }

    private static String place(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }
}
