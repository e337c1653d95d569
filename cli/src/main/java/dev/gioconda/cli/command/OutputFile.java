package dev.gioconda.cli.command;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Output files. */
public final class OutputFile {

    private static final Pattern OTHER_FORMATS = Pattern.compile("(?i)\\.(jpe?g|gif|webp|bmp|tiff?|avif|heic)$");

    private OutputFile() {}

    /** Rejects the extensions of other image formats. */
    public static Path requirePng(Path output) {
        String name = String.valueOf(output.getFileName());
        if (OTHER_FORMATS.matcher(name).find()) {
            throw new UsageException(
                    "--output %s: images are written as PNG; expected a name that ends in .png.".formatted(output));
        }
        return output;
    }

    /** Writes a PNG file atomically. */
    public static void write(Path file, Picture picture) throws IOException {
        write(file, PictureWriter.png(picture));
    }

    /** Writes a file atomically; creates its folders. */
    public static void write(Path file, byte[] bytes) throws IOException {
        AtomicFiles.write(file, bytes);
    }
}
