package dev.gioconda.cli.command;

import dev.gioconda.image.codec.WrittenKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks output files before the work starts: an input is never an output, whatever path or link leads to it; an existing file is
 * replaced only if it is an image as this program writes them, or a file with an image's name and unknown content; devices and pipes are
 * rejected; and the folder must be writable.
 *
 * @param inputs the files that the command reads; those that do not exist are ignored
 * @param force whether any existing file is replaced, except inputs
 */
public record OutputCheck(List<Path> inputs, boolean force) {

    private static final Pattern OTHER_FORMATS = Pattern.compile("(?i)\\.(jpe?g|gif|webp|bmp|tiff?|avif|heic)$");

    /** Copies the list. */
    public OutputCheck {
        inputs = List.copyOf(inputs);
    }

    /**
     * Checks a PNG file to be written.
     *
     * @param option the option, for messages
     * @param output a file, or an existing folder for a file in it
     * @param nameInFolder the name of the file in a folder
     * @return the file to write
     * @throws UsageException if the file must not be written
     */
    public Path png(String option, Path output, String nameInFolder) throws IOException {
        Path file = Files.isDirectory(output) ? output.resolve(nameInFolder) : output;
        if (OTHER_FORMATS.matcher(nameOf(file)).find()) {
            throw new UsageException(
                    "%s %s: images are written as PNG; expected a name that ends in .png.".formatted(option, file));
        }
        check(option, file, WrittenKind.PNG, ".png");
        return file;
    }

    /** Checks a GIF file to be written; returns it. */
    public Path gif(String option, Path output) throws IOException {
        check(option, output, WrittenKind.GIF, ".gif");
        return output;
    }

    /**
     * Checks a file of another kind than images to be written, such as a table. An existing file is replaced only by force or if it is
     * empty.
     *
     * @return the file to write, which is the target of symbolic links
     */
    public Path file(String option, Path output) throws IOException {
        Path target = requireWritableFile(option, output);
        if (!force && Files.exists(target) && Files.size(target) > 0) {
            throw new UsageException(
                    "%s %s exists already; choose another name, or replace it with --force.".formatted(option, output));
        }
        return target;
    }

    /** Checks a folder to be created or written to; returns it. */
    public static Path folder(String option, Path folder) throws IOException {
        requireWritable(option, folder, OutputFile.target(folder));
        return folder;
    }

    private void check(String option, Path file, WrittenKind kind, String extension) throws IOException {
        Path target = requireWritableFile(option, file);
        if (!force && Files.exists(target)) {
            WrittenKind existing = WrittenKind.of(target);
            boolean named = nameOf(file).toLowerCase(Locale.ROOT).endsWith(extension);
            if (existing != kind && existing != WrittenKind.EMPTY && !(named && existing == WrittenKind.UNKNOWN)) {
                throw new UsageException(
                        "%s %s exists, and it is not an image that this program has written; choose another name, or replace it with --force."
                                .formatted(option, file));
            }
        }
    }

    /** Checks that a path is a file or free, no input, and in a folder that can be written to; returns the target of its links. */
    private Path requireWritableFile(String option, Path file) throws IOException {
        Path target = OutputFile.target(file);
        if (!Files.exists(target)) {
            requireWritable(option, file, target.toAbsolutePath().getParent());
            return target;
        }
        if (!Files.isRegularFile(target)) {
            throw new UsageException("%s %s is %s; expected the name of a file."
                    .formatted(option, file, Files.isDirectory(target) ? "a folder" : "a device or a pipe"));
        }
        for (Path input : inputs) {
            if (Files.exists(input) && Files.isSameFile(input, target)) {
                throw new UsageException("%s %s is the input file %s itself, which would be lost; choose another name."
                        .formatted(option, file, input));
            }
        }
        requireWritable(option, file, target.toAbsolutePath().getParent());
        return target;
    }

    /** Checks the nearest folder that exists. */
    private static void requireWritable(String option, Path output, @Nullable Path folder) {
        Path existing = folder == null ? null : folder.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing)) {
            throw new UsageException(
                    "%s %s cannot be written: %s exists already and is not a folder; choose another path."
                            .formatted(option, output, existing));
        }
        if (!Files.isWritable(existing)) {
            throw new UsageException("%s %s cannot be written: no permission to write to %s; choose another path."
                    .formatted(option, output, existing));
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }
}
