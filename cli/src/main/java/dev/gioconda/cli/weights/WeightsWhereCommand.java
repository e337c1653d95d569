package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda weights where}. */
@Command(
        name = "where",
        mixinStandardHelpOptions = true,
        description = "Prints the cache folder, or the file that a network's weights are read from.",
        footerHeading = "%nExamples:%n",
        footer = {"  gioconda weights where", "  gioconda weights where vgg19"})
final class WeightsWhereCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NETWORK", description = "A network, such as vgg19, or a file's id.")
    private @Nullable String name;

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String nameOrId = name;
        Path localPath = nameOrId == null ? weights.folder().path() : find(nameOrId);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("name", nameOrId);
            map.put("path", localPath.toString());
            out.println(JsonLines.line(map));
        } else {
            out.println(localPath);
        }
        out.flush();
        return 0;
    }

    private Path find(String nameOrId) throws IOException {
        Optional<Path> found = weights.catalog().of(nameOrId).isEmpty()
                ? weights.folder().find(weights.catalog().file(nameOrId))
                : new OfficialWeights(weights.catalog(), weights.folder()).find(nameOrId);
        return found.orElseThrow(
                () -> new IOException("No official weights of %s are in %s; gioconda weights fetch %s brings them."
                        .formatted(nameOrId, weights.folder().path(), nameOrId)));
    }
}
