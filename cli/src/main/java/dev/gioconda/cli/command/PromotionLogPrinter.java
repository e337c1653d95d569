package dev.gioconda.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.LogEntry;

/** Prints entries of a promotion log, one per line. */
public record PromotionLogPrinter(OutputOptions output) {

    public void print(String name, LogEntry entry) {
        ObjectNode line = entry.toJson();
        line.put("name", name);
        output.print(
                line,
                "%d  %s  %-8s  %s/%s  by %s: %s"
                        .formatted(
                                entry.seq(),
                                entry.when(),
                                entry.action(),
                                name,
                                entry.version(),
                                TerminalText.withoutControls(entry.who()),
                                TerminalText.withoutControls(entry.why())));
    }
}
