package dev.gioconda.cli.style;

import dev.gioconda.image.codec.PngText;
import dev.gioconda.style.checkpoint.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An image that is stylized again from its embedded settings. */
final class ProvenanceOptions {

    @Option(
            names = "--settings-from",
            paramLabel = "FILE",
            description = {
                "An image that was made with --embed-settings: its recipe, size and seed are used, unless other options change "
                        + "them. Differences between the given images and those of --settings-from are reported."
            })
    private @Nullable Path file;

    /** That image; null if none is given. */
    @Nullable
    Path file() {
        return file;
    }

    /** The provenance embedded in that image; null if none is given. */
    @Nullable
    Provenance read() throws IOException {
        Path source = file;
        if (source == null) {
            return null;
        }
        String json = PngText.read(source, Provenance.KEYWORD)
                .orElseThrow(() -> new IOException(
                        "%s has no embedded settings; only images that were made with --embed-settings have."
                                .formatted(source)));
        try {
            return Provenance.parse(json, source.toString());
        } catch (IllegalArgumentException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
    }
}
