package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Paints every picture of a folder. One that cannot be painted does not keep the others from it.
 *
 * @param job how
 */
record StyleBatch(StyleJob job) {

    /**
     * Paints the folder's JPEG and PNG files in the order of their names, not those of folders in it.
     *
     * @param output the folder of the results, {@code <name>.png}
     * @return whether all were painted to their end
     */
    boolean stylizeAll(Path folder, Path output) throws IOException {
        if (job.run().usesCheckpoints()) {
            throw new UsageException(
                    "--checkpoint and --resume are for one picture; %s is a folder.".formatted(folder));
        }
        List<Path> files = imageFiles(folder);
        if (files.isEmpty()) {
            throw new UsageException("There is no .jpg, .jpeg or .png file in %s.".formatted(folder));
        }
        Files.createDirectories(output);
        Set<String> usedNames = new HashSet<>();
        int completed = 0;
        int failed = 0;
        for (Path file : files) {
            try {
                if (!job.stylize(file, output.resolve(outputName(file, usedNames)))
                        .completed()) {
                    break;
                }
                completed++;
            } catch (UsageException usageError) {
                throw usageError; // it would be so for all
            } catch (IOException | UncheckedIOException | IllegalArgumentException refused) {
                failed++;
                job.err().printf("%s: %s%n", file, Failures.messageOf(refused));
                job.err().flush();
            }
        }
        job.err().printf("%d of %d painted, %d failed%n", completed, files.size(), failed);
        job.err().flush();
        return completed == files.size();
    }

    /** A folder's JPEG and PNG files, by name. */
    static List<Path> imageFiles(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .matches("[^.].*\\.(jpe?g|png)"))
                    .sorted()
                    .toList();
        }
    }

    /** The file's name with .png for its ending; the whole name before it where that is taken. */
    private static String outputName(Path file, Set<String> usedNames) {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.lastIndexOf('.')) + ".png";
        if (!usedNames.add(name)) {
            name = fileName + ".png";
            usedNames.add(name);
        }
        return name;
    }
}
