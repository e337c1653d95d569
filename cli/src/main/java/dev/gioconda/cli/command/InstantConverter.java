package dev.gioconda.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a date or time; without an offset it is local time. */
public final class InstantConverter implements ITypeConverter<Instant> {

    private static final List<Function<String, Instant>> FORMATS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());

    @Override
    public Instant convert(String text) {
        return FORMATS.stream()
                .flatMap(format -> parse(format, text.replace(' ', 'T')).stream())
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "\"%s\" is not a time; expected 2026-11-24T14:03, 2026-11-24T14:03:00Z, 2026-11-24T14:03+01:00 or 2026-11-24."
                                .formatted(text)));
    }

    private static Optional<Instant> parse(Function<String, Instant> format, String text) {
        try {
            return Optional.of(format.apply(text));
        } catch (DateTimeException wrongFormat) {
            return Optional.empty();
        }
    }
}
