package dev.gioconda.cli.style;

import dev.gioconda.image.codec.PngText;
import dev.gioconda.style.checkpoint.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A painting that is made again. */
final class ProvenanceOptions {

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = {
                "A picture that was painted with --settings: the recipe, size and seed are its own, unless other options change "
                        + "them. Says where the given pictures are not those that it was made of."
            })
    private @Nullable Path file;

    /** What that picture was made of; null when none is named. */
    @Nullable
    Provenance read() throws IOException {
        Path source = file;
        if (source == null) {
            return null;
        }
        String json = PngText.read(source, Provenance.KEYWORD)
                .orElseThrow(() -> new IOException(
                        "%s holds no settings; only pictures that were painted with --settings do.".formatted(source)));
        try {
            return Provenance.parse(json, source.toString());
        } catch (IllegalArgumentException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }
}
