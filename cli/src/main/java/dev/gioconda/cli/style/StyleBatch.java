package dev.gioconda.cli.style;

import dev.gioconda.cli.Gioconda;
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
    boolean paint(Path folder, Path output) throws IOException {
        if (job.run().keepsState()) {
            throw new UsageException(
                    "--checkpoint and --resume are for one picture; %s is a folder.".formatted(folder));
        }
        List<Path> files = pictures(folder);
        if (files.isEmpty()) {
            throw new UsageException("There is no .jpg, .jpeg or .png file in %s.".formatted(folder));
        }
        Files.createDirectories(output);
        Set<String> taken = new HashSet<>();
        int painted = 0;
        int failed = 0;
        for (Path file : files) {
            try {
                if (!job.paint(file, output.resolve(name(file, taken))).whole()) {
                    break;
                }
                painted++;
            } catch (UsageException wrong) {
                throw wrong; // it would be so for all
            } catch (IOException | UncheckedIOException | IllegalArgumentException refused) {
                failed++;
                job.err().printf("%s: %s%n", file, Gioconda.sentenceOf(refused));
                job.err().flush();
            }
        }
        job.err().printf("%d of %d painted, %d failed%n", painted, files.size(), failed);
        job.err().flush();
        return painted == files.size();
    }

    /** A folder's JPEG and PNG files, by name. */
    static List<Path> pictures(Path folder) throws IOException {
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
    private static String name(Path file, Set<String> taken) {
        String whole = String.valueOf(file.getFileName());
        String name = whole.substring(0, whole.lastIndexOf('.')) + ".png";
        if (!taken.add(name)) {
            name = whole + ".png";
            taken.add(name);
        }
        return name;
    }
}
