package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda weights verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Reads the files in the cache through and compares them with their checksums.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda weights verify", "  gioconda weights verify vgg19-keras --json"})
final class WeightsVerifyCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Ids of files. Default: all that are here.")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Option(names = "--json", description = "Print one JSON object a file and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean failed;

    @Override
    public Integer call() throws IOException {
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
                report(file, folder.pathOf(file), false, "is not here; fetch or import it");
            }
            found += localPaths.size();
        }
        if (found == 0 && ids.isEmpty()) {
            spec.commandLine().getErr().printf("There are no official files in %s.%n", folder.path());
        }
        return failed ? ExitCode.FAILED : 0;
    }

    private void verify(WeightFolder folder, OfficialFile file, Path localPath) {
        try (DownloadProgressView view =
                new DownloadProgressView(spec.commandLine().getErr())) {
            report(file, localPath, true, folder.verify(file, localPath, view).algorithm() + " agrees");
        } catch (IOException mismatch) {
            report(file, localPath, false, Failures.messageOf(mismatch));
        }
    }

    private void report(OfficialFile file, Path localPath, boolean valid, String message) {
        failed |= !valid;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", file.id());
            map.put("path", localPath.toString());
            map.put("good", valid);
            map.put("message", message);
            out.println(JsonLines.line(map));
        } else {
            out.printf("%-4s %-27s %s: %s%n", valid ? "good" : "BAD", file.id(), localPath, message);
        }
        out.flush();
    }
}
