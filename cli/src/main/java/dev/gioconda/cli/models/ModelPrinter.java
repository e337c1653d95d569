package dev.gioconda.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Models one a line: as an object, the manifest with {@code where} and {@code champion} beside it, or as text. */
record ModelPrinter(PrintWriter out, PrintWriter err, boolean json) {

    /**
     * Prints a model.
     *
     * @param location it lies
     * @param champion whether it is what its name stands for in the store
     */
    void print(JsonNode manifest, String location, boolean champion) {
        if (json) {
            ObjectNode line = manifest.deepCopy();
            line.put("where", location);
            line.put("champion", champion);
            out.println(JsonLines.line(line));
            return;
        }
        JsonNode accuracy = manifest.path("metrics").path("validation.accuracy");
        out.printf(
                Locale.ROOT,
                "%s %-34s %-10s %-10s validation accuracy %s  trained on %s  (%s)%n",
                champion ? "*" : " ",
                text(manifest, "name") + "/" + text(manifest, "version"),
                text(manifest, "architecture"),
                text(manifest, "target"),
                accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.asDouble()) : "unknown",
                TerminalText.withoutControls(manifest.path("data").path("name").asText()),
                location);
    }

    /**
     * Prints the versions of a store; what is damaged is told and passed over.
     *
     * @param name of the models that are wanted, empty for all
     * @return whether all was well
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
                err.printf("%s: %s%n", id, TerminalText.withoutControls(Failures.messageOf(damaged)));
            }
        }
        if (versions.isEmpty()) {
            err.printf("There are no versions in %s; \"gioconda models add\" brings one there.%n", store);
        }
        return allValid;
    }

    private static String text(JsonNode manifest, String field) {
        return TerminalText.withoutControls(manifest.path(field).asText());
    }
}
