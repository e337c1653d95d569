package dev.gioconda.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gioconda.registry.LogEntry;
import java.io.PrintWriter;

/** Entries of a promotion log, one a line. */
public record PromotionLogPrinter(PrintWriter out, boolean json) {

    public void print(String name, LogEntry entry) {
        if (json) {
            ObjectNode line = entry.toJson();
            line.put("name", name);
            out.println(JsonLines.line(line));
        } else {
            out.printf(
                    "%d  %s  %-8s  %s/%s  by %s: %s%n",
                    entry.seq(),
                    entry.when(),
                    entry.action(),
                    name,
                    entry.version(),
                    TerminalText.withoutControls(entry.who()),
                    TerminalText.withoutControls(entry.why()));
        }
        out.flush();
    }
}
