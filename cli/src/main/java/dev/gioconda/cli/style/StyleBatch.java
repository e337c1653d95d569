package dev.gioconda.cli.style;

import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.ImageFolder;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        ImageFolder images = ImageFolder.list(folder);
        List<Path> files = images.requireImages();
        images.reportSkipped(stylizer.output().err());
        List<Path> inputs = new ArrayList<>(files);
        inputs.addAll(stylizer.inputs().files());
        List<Path> outputs = stylizer.files().checkOutputs(inputs, output, images.outputNames());
        Files.createDirectories(output);
        int completed = 0;
        int failed = 0;
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            try {
                if (!stylizer.stylize(file, outputs.get(i)).completed()) {
                    break;
                }
                completed++;
            } catch (UsageException usageError) {
                throw usageError; // the same for all images
            } catch (IOException | UncheckedIOException | IllegalArgumentException refused) {
                failed++;
                String message = Failures.messageOf(refused);
                String name = TerminalText.escapedLine(file);
                stylizer.printError(message.contains(name) ? message : "%s: %s".formatted(name, message));
            }
        }
        stylizer.output().err().printf("%d of %d images stylized, %d failed%n", completed, files.size(), failed);
        stylizer.output().err().flush();
        return completed == files.size();
    }
}
