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
 * Stylizes all images of a folder. A failure of one image does not stop the others.
 *
 * @param stylizer stylizes one image
 */
record StyleBatch(FileStylizer stylizer) {

    /**
     * Stylizes the JPEG and PNG files of the folder in the order of their names, without subfolders.
     *
     * @param output the folder of the results, named {@code <name>.png}
     * @return whether all were completed
     */
    boolean stylizeAll(Path folder, Path output) throws IOException {
        if (stylizer.files().usesCheckpoints()) {
            throw new UsageException(
                    "--checkpoint and --resume need a single content image; %s is a folder.".formatted(folder));
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
                if (!stylizer.stylize(file, output.resolve(outputName(file, usedNames)))
                        .completed()) {
                    break;
                }
                completed++;
            } catch (UsageException usageError) {
                throw usageError; // the same for all images
            } catch (IOException | UncheckedIOException | IllegalArgumentException refused) {
                failed++;
                stylizer.printError("%s: %s".formatted(file, Failures.messageOf(refused)));
            }
        }
        stylizer.output().err().printf("%d of %d images stylized, %d failed%n", completed, files.size(), failed);
        stylizer.output().err().flush();
        return completed == files.size();
    }

    /** The JPEG and PNG files of a folder, sorted by name. */
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

    /** The file name with the extension .png; after the complete name if that is used already. */
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
