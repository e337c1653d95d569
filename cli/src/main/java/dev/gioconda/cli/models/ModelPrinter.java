package dev.gioconda.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.OutputOptions;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints models, one per line: as JSON the manifest with {@code where} and {@code champion}, or as text. */
record ModelPrinter(OutputOptions output) {

    /**
     * Prints a model.
     *
     * @param location where it is stored
     * @param champion whether it is the champion of its model
     */
    void print(JsonNode manifest, String location, boolean champion) {
        ObjectNode line = manifest.deepCopy();
        line.put("where", location);
        line.put("champion", champion);
        output.print(line, toText(manifest, location, champion));
    }

    private static String toText(JsonNode manifest, String location, boolean champion) {
        JsonNode accuracy = manifest.path("metrics").path("validation.accuracy");
        return String.format(
                Locale.ROOT,
                "%s %-34s %-10s %-10s validation accuracy %s  trained on %s  (%s)",
                champion ? "*" : " ",
                text(manifest, "name") + "/" + text(manifest, "version"),
                text(manifest, "architecture"),
                text(manifest, "target"),
                accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.asDouble()) : "unknown",
                TerminalText.withoutControls(manifest.path("data").path("name").asText()),
                location);
    }

    /**
     * Prints the versions of a store; reports those whose manifest is damaged and continues.
     *
     * @param name of the model, empty for all models
     * @return whether all manifests are valid
     */
    boolean print(ObjectStore store, ModelRegistry registry, String name) throws IOException {
        List<VersionId> versions = registry.versions().stream()
                .filter(id -> name.isEmpty() || id.name().equals(name))
                .toList();
        Map<String, Optional<VersionId>> champions = new HashMap<>();
        boolean allValid = true;
        for (VersionId id : versions) {
            try {
                if (!champions.containsKey(id.name())) {
                    champions.put(id.name(), registry.champion(id.name()));
                }
                boolean champion =
                        champions.getOrDefault(id.name(), Optional.empty()).equals(Optional.of(id));
                print(registry.manifest(id).tree(), store.toString(), champion);
            } catch (IOException damaged) {
                allValid = false;
                output.printError("%s: %s".formatted(id, TerminalText.withoutControls(Failures.messageOf(damaged))));
            }
        }
        if (versions.isEmpty()) {
            output.err().printf("There are no versions in %s; \"gioconda models add\" adds one.%n", store);
        }
        return allValid;
    }

    private static String text(JsonNode manifest, String field) {
        return TerminalText.withoutControls(manifest.path(field).asText());
    }
}
