package dev.gioconda.server.operator;

import dev.gioconda.registry.LogEntry;
import java.util.Locale;

/** An entry of the promotion log, without the person's name. */
public record PromotionView(long sequence, String version, String action, String when, String why) {

    static PromotionView of(LogEntry entry) {
        return new PromotionView(
                entry.seq(),
                entry.version(),
                entry.action().name().toLowerCase(Locale.ROOT),
                entry.when().toString(),
                Formats.shortened(entry.why(), LogEntry.MAX_REASON));
    }
}
