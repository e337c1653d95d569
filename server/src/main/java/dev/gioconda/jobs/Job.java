package dev.gioconda.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A painting that was ordered, as it is remembered.
 *
 * @param format of this record, {@link #FORMAT}
 * @param id 128 random bits in hexadecimal: whoever has it may see and stop the job
 * @param client a pseudonym of who ordered it
 * @param order how it is wanted
 * @param styleName what the style is called, for people
 * @param created when it was ordered
 * @param key what the client called the order, hashed, so that an order that comes twice is one; null for none
 * @param standing how far it is
 */
public record Job(
        int format,
        String id,
        String client,
        JobOrder order,
        String styleName,
        Instant created,
        @Nullable String key,
        Standing standing) {

    /** The format that this program writes. */
    public static final int FORMAT = 1;

    /** Further on. */
    Job with(Standing next) {
        return new Job(format, id, client, order, styleName, created, key, next);
    }

    /** Whether nothing will happen to it any more. */
    public boolean over() {
        return standing.state().over();
    }
}
