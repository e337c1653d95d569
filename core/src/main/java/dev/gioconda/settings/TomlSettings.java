package dev.gioconda.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * A tree of settings that can be bound to a record. Keys and enum constants are in kebab case.
 *
 * @param tree the settings
 * @param origin their source, for messages
 */
public record TomlSettings(ObjectNode tree, String origin) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // 2.7 epochs are an error, not 2
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /**
     * Reads a preset or a file.
     *
     * @param resourceClass the class in whose package the presets are stored as resources {@code <name>.toml}
     * @param presets the presets' names
     * @param preset one of them, or the path of a {@code .toml} file
     * @throws IllegalArgumentException if it is neither, or not TOML
     */
    public static TomlSettings read(Class<?> resourceClass, List<String> presets, String preset) throws IOException {
        if (presets.contains(preset)) {
            try (InputStream in = resourceClass.getResourceAsStream(preset + ".toml")) {
                if (in == null) {
                    throw new IllegalStateException("The preset " + preset + " is not in the jar.");
                }
                return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), preset);
            }
        }
        Path file = Path.of(preset);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "\"%s\" is neither a preset nor a file; the presets are %s.".formatted(preset, presets));
        }
        return parse(Files.readString(file), preset);
    }

    /** Reads TOML. */
    public static TomlSettings parse(String toml, String origin) throws IOException {
        TomlParseResult result = Toml.parse(toml);
        if (result.hasErrors()) {
            throw new IllegalArgumentException(
                    "%s: %s".formatted(origin, result.errors().get(0)));
        }
        return new TomlSettings((ObjectNode) JSON.readTree(result.toJson()), origin);
    }

    /** The settings of a record. */
    public static TomlSettings of(Record settings, String origin) {
        return new TomlSettings(JSON.valueToTree(settings), origin);
    }

    /** The settings as TOML with tables of one level. */
    public String toToml() {
        StringBuilder tables = new StringBuilder();
        StringBuilder top = new StringBuilder();
        tree.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                tables.append("\n[").append(entry.getKey()).append("]\n");
                entry.getValue().properties().forEach(inner -> appendLine(tables, inner.getKey(), inner.getValue()));
            } else {
                appendLine(top, entry.getKey(), entry.getValue());
            }
        });
        return top.append(tables).toString();
    }

    private static void appendLine(StringBuilder out, String key, JsonNode value) {
        out.append(key).append(" = ").append(value).append('\n');
    }

    /** A copy with changes such as {@code training.epochs=5} applied in order; only existing keys can be changed. */
    public TomlSettings with(List<String> changes) throws IOException {
        ObjectNode changed = tree.deepCopy();
        for (String change : changes) {
            apply(changed, change);
        }
        return new TomlSettings(changed, origin);
    }

    private static void apply(ObjectNode tree, String change) throws IOException {
        int separator = change.indexOf('=');
        if (separator < 1) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a setting; expected key=value, such as training.epochs=5.".formatted(change));
        }
        String[] path = change.substring(0, separator).trim().split("\\.", -1);
        String value = change.substring(separator + 1).trim();
        ObjectNode table = tree;
        for (int i = 0; i < path.length - 1; i++) {
            if (!(table.get(path[i]) instanceof ObjectNode inner)) {
                throw unknown(change, separator, table);
            }
            table = inner;
        }
        String key = path[path.length - 1];
        JsonNode known = table.get(key);
        if (known == null || known.isObject()) {
            throw unknown(change, separator, known == null ? table : (ObjectNode) known);
        }
        boolean quoted = known.isTextual() && !value.startsWith("\"");
        try {
            table.set(
                    key,
                    parse(key + " = " + (quoted ? '"' + value + '"' : value), change)
                            .tree()
                            .get(key));
        } catch (IllegalArgumentException unread) {
            throw new IllegalArgumentException(
                    "%s: expected %s after the equals sign, such as %s=%s."
                            .formatted(
                                    change,
                                    typeName(known),
                                    change.substring(0, separator).trim(),
                                    known),
                    unread);
        }
    }

    private static String typeName(JsonNode known) {
        return known.isTextual()
                ? "a text"
                : known.isBoolean() ? "true or false" : known.isArray() ? "a list in brackets" : "a number";
    }

    private static IllegalArgumentException unknown(String change, int separator, ObjectNode table) {
        return new IllegalArgumentException(
                "Unknown setting \"%s\"; expected one of %s.".formatted(change.substring(0, separator), names(table)));
    }

    private static List<String> names(ObjectNode table) {
        List<String> names = new ArrayList<>();
        table.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /**
     * Binds the settings to a record.
     *
     * @throws IllegalArgumentException if a key is unknown, missing or has an invalid value
     */
    public <T> T bind(Class<T> type) throws IOException {
        try {
            return JSON.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException("%s: unknown setting \"%s\"; expected one of %s."
                    .formatted(origin, unknown.getPropertyName(), unknown.getKnownPropertyIds()));
        } catch (
                ValueInstantiationException
                        refused) { // by the record's constructor, with a message that names the setting
            Throwable cause = refused.getCause();
            throw new IllegalArgumentException(
                    "%s: %s".formatted(origin, (cause == null ? refused : cause).getMessage()), refused);
        } catch (JsonMappingException wrong) {
            throw new IllegalArgumentException(
                    "%s, %s: %s".formatted(origin, keyPath(wrong), wrong.getOriginalMessage()), wrong);
        }
    }

    private static String keyPath(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }
}
