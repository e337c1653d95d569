package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda weights verify}. */
@Command(
        name = "verify",
        description = "Compares the files in the cache with their checksums.",
        footer = {"  gioconda weights verify", "  gioconda weights verify vgg19-keras --json"})
final class WeightsVerifyCommand extends GiocondaCommand {

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Ids of files, as listed by \"weights list\". Default: all files in the cache.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    private boolean failed;

    @Override
    protected int run() throws IOException {
        WeightFolder folder = weights.folder();
        List<OfficialFile> files = ids.isEmpty()
                ? weights.catalog().files()
                : ids.stream().map(weights.catalog()::file).toList();
        int found = 0;
        for (OfficialFile file : files) {
            List<Path> localPaths = new ArrayList<>(folder.parts(file));
            if (Files.isRegularFile(folder.pathOf(file))) {
                localPaths.add(0, folder.pathOf(file));
            }
            for (Path localPath : localPaths) {
                verify(folder, file, localPath);
            }
            if (localPaths.isEmpty() && !ids.isEmpty()) {
                report(file, folder.pathOf(file), false, "is not in the cache; fetch or import it");
            }
            found += localPaths.size();
        }
        if (found == 0 && ids.isEmpty()) {
            err().printf("There are no official files in %s.%n", folder.path());
        }
        return failed ? ExitCode.FAILED : 0;
    }

    private void verify(WeightFolder folder, OfficialFile file, Path localPath) {
        try (DownloadProgressView view = new DownloadProgressView(err())) {
            report(file, localPath, true, folder.verify(file, localPath, view).algorithm() + " matches");
        } catch (IOException mismatch) {
            report(file, localPath, false, Failures.messageOf(mismatch));
        }
    }

    private void report(OfficialFile file, Path localPath, boolean valid, String message) {
        failed |= !valid;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", file.id());
        map.put("path", localPath.toString());
        map.put("good", valid);
        map.put("message", message);
        print(map, "%-4s %-27s %s: %s".formatted(valid ? "good" : "BAD", file.id(), localPath, message));
    }
}
