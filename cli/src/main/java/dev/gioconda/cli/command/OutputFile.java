package dev.gioconda.cli.command;

import dev.gioconda.file.AtomicFiles;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes output files: atomically, and through symbolic links. {@link OutputCheck} checks them before the work starts. */
public final class OutputFile {

    private static final int MAX_LINKS = 40; // as Linux follows

    private OutputFile() {}

    /** Writes a PNG file. */
    public static void write(Path file, Picture picture) throws IOException {
        write(file, PictureWriter.png(picture));
    }

    /** Writes a file; creates its folders. */
    public static void write(Path file, byte[] bytes) throws IOException {
        AtomicFiles.write(target(file), bytes);
    }

    /** The file that a path stands for: the path itself, or the target of its symbolic links, which need not exist. */
    static Path target(Path file) throws IOException {
        Path current = file;
        for (int links = 0; Files.isSymbolicLink(current); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemException(file.toString(), null, "it is a symbolic link that leads to itself");
            }
            current = current.resolveSibling(Files.readSymbolicLink(current));
        }
        return current;
    }
}
