package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda weights import}. */
@Command(
        name = "import",
        description = {
            "Copies an official file that was downloaded in another way into the cache, after checking it.",
            "Prints its license and what its training data allow."
        },
        footer = {
            "  gioconda weights import ~/Downloads/vgg19-dcbb9e9d.pth",
            "  gioconda weights import model.safetensors --as vgg19-timm --trust"
        })
final class WeightsImportCommand extends GiocondaCommand {

    @Parameters(paramLabel = "PATH", description = "The file to import.")
    private Path file = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "ID",
            description =
                    "The id of the official file, as listed by \"weights list\". Default: the official file with the same name, or with the same bytes.")
    private @Nullable String id;

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Mixin
    private ChecksumOptions checksums = new ChecksumOptions();

    @Override
    protected int run() throws IOException {
        OfficialFile official = checksums.requireChecksum(findOfficial());
        if (WeightFormat.of(file).hasTensors()) {
            OfficialWeights.names(file, official.network()); // fails if the file cannot be read as that network
        }
        LicenseNotice.print(err(), official);
        try (DownloadProgressView view = new DownloadProgressView(err())) {
            Path localPath = weights.folder().importFile(file, official, view);
            print(Map.of("id", official.id(), "path", localPath.toString()), localPath.toString());
        }
        return ExitCode.OK;
    }

    private OfficialFile findOfficial() throws IOException {
        String chosenId = id;
        if (chosenId != null) {
            return weights.catalog().file(chosenId);
        }
        String name = String.valueOf(file.getFileName());
        Optional<OfficialFile> found = weights.catalog().named(name);
        if (found.isEmpty() && Files.isRegularFile(file)) {
            found = weights.catalog().withContentOf(file);
        }
        return found.orElseThrow(() -> new UsageException(
                "No official file is named %s or has its bytes; name its id with --as (see \"gioconda weights list\")."
                        .formatted(name)));
    }
}
