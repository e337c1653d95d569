package dev.gioconda.cli.command;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** Pictures on the disk. */
public final class OutputFile {

    private static final Pattern OTHER_FORMATS = Pattern.compile("(?i)\\.(jpe?g|gif|webp|bmp|tiff?|avif|heic)$");

    private OutputFile() {}

    /** The same path, for a PNG file. */
    public static Path requirePng(Path output) {
        String name = String.valueOf(output.getFileName());
        if (OTHER_FORMATS.matcher(name).find()) {
            throw new UsageException(
                    "--output %s: paintings are written as PNG. Give a name that ends in .png.".formatted(output));
        }
        return output;
    }

    /** A PNG file that appears whole or not at all. */
    public static void write(Path file, Picture picture) throws IOException {
        write(file, PictureWriter.png(picture));
    }

    /** Any file that appears whole or not at all; its folders are made. */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path draft = file.resolveSibling( // not a temporary file, which nobody else could read afterwards
                ".%s-%d.draft"
                        .formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
