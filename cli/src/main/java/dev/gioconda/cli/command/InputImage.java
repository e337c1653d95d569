package dev.gioconda.cli.command;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Reads the image files that the user names; large ones at reduced size. Messages name the file. */
public final class InputImage {

    private static final int DEFAULT_MAX_PIXELS = 200_000_000;

    @Option(
            names = "--max-image-pixels",
            paramLabel = "PIXELS",
            description =
                    "Largest image file that is read, width times height; one of more than 25,000,000 pixels is read at reduced size. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + DEFAULT_MAX_PIXELS)
    private int maxPixels = DEFAULT_MAX_PIXELS;

    /**
     * Reads an image file.
     *
     * @throws IOException if the file cannot be read or is refused; the message names it
     */
    public Picture read(Path file) throws IOException {
        return readReduced(file).picture();
    }

    /** Reads an image file, with the step between the pixels that were read. */
    public SafeImageDecoder.ReducedPicture readReduced(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("%s is a folder; expected an image file.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return readReduced(in);
        } catch (RefusedPictureException refused) {
            throw new IOException("%s: %s".formatted(TerminalText.escapedLine(file), refused.getMessage()), refused);
        }
    }

    /** Reads an image from a stream, which is not closed. */
    public SafeImageDecoder.ReducedPicture readReduced(InputStream in) throws IOException {
        return new SafeImageDecoder(limits()).read(in);
    }

    /** The limits of the files that are read. */
    public DecodeLimits limits() {
        if (maxPixels < 1) {
            throw new UsageException("--max-image-pixels is %d; expected a number of pixels.".formatted(maxPixels));
        }
        return DecodeLimits.LOCAL.withMaxSourcePixels(maxPixels);
    }
}
