package dev.gioconda.cli.weights;

import dev.gioconda.cli.Gioconda;
import dev.gioconda.cli.command.Json;
import dev.gioconda.cli.command.TransferView;
import dev.gioconda.cli.command.WeightOptions;
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
    private WeightOptions weights = new WeightOptions();

    @Option(names = "--json", description = "Print one JSON object a file and line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean failed;

    @Override
    public Integer call() throws IOException {
        WeightFolder folder = weights.folder();
        List<OfficialFile> files = ids.isEmpty()
                ? weights.catalogue().files()
                : ids.stream().map(weights.catalogue()::file).toList();
        int found = 0;
        for (OfficialFile file : files) {
            List<Path> places = new ArrayList<>(folder.parts(file));
            if (Files.isRegularFile(folder.place(file))) {
                places.add(0, folder.place(file));
            }
            for (Path place : places) {
                verify(folder, file, place);
            }
            if (places.isEmpty() && !ids.isEmpty()) {
                say(file, folder.place(file), false, "is not here; fetch or import it");
            }
            found += places.size();
        }
        if (found == 0 && ids.isEmpty()) {
            spec.commandLine().getErr().printf("There are no official files in %s.%n", folder.path());
        }
        return failed ? Gioconda.FAILED : 0;
    }

    private void verify(WeightFolder folder, OfficialFile file, Path place) {
        try (TransferView view = new TransferView(spec.commandLine().getErr())) {
            say(file, place, true, folder.verify(file, place, view).algorithm() + " agrees");
        } catch (IOException other) {
            say(file, place, false, Gioconda.sentenceOf(other));
        }
    }

    private void say(OfficialFile file, Path place, boolean good, String message) {
        failed |= !good;
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", file.id());
            map.put("path", place.toString());
            map.put("good", good);
            map.put("message", message);
            out.println(Json.line(map));
        } else {
            out.printf("%-4s %-27s %s: %s%n", good ? "good" : "BAD", file.id(), place, message);
        }
        out.flush();
    }
}
