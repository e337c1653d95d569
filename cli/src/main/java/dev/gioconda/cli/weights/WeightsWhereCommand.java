package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gioconda weights where}. */
@Command(
        name = "where",
        description = "Prints the path of the cache folder, or of the file that a network's weights are read from.",
        footer = {"  gioconda weights where", "  gioconda weights where vgg19"})
final class WeightsWhereCommand extends GiocondaCommand {

    @Parameters(
            arity = "0..1",
            paramLabel = "NETWORK",
            description = "A network, such as vgg19, or the id of a file. Default: the cache folder.")
    private @Nullable String name;

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Override
    protected int run() throws IOException {
        String nameOrId = name;
        Path localPath = nameOrId == null ? weights.folder().path() : find(nameOrId);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", nameOrId);
        map.put("path", localPath.toString());
        print(map, localPath.toString());
        return ExitCode.OK;
    }

    private Path find(String nameOrId) throws IOException {
        Optional<Path> found = weights.catalog().of(nameOrId).isEmpty()
                ? weights.folder().find(weights.catalog().file(nameOrId))
                : new OfficialWeights(weights.catalog(), weights.folder()).find(nameOrId);
        return found.orElseThrow(() ->
                new IOException("No official weights of %s are in %s; \"gioconda weights fetch %s\" downloads them."
                        .formatted(nameOrId, weights.folder().path(), nameOrId)));
    }
}
