package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda weights import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Takes an official file that came another way into the cache, after checking it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda weights import ~/Downloads/vgg19-dcbb9e9d.pth",
            "  gioconda weights import model.safetensors --as vgg19-timm --trust"
        })
final class WeightsImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PATH", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "ID",
            description = "Which official file it is. Default: the one of that name.")
    private @Nullable String id;

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Mixin
    private ChecksumOptions checksums = new ChecksumOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        OfficialFile official = checksums.requireChecksum(findOfficial());
        OfficialWeights.names(file, official.network()); // it can be read, and as that network
        try (DownloadProgressView view =
                new DownloadProgressView(spec.commandLine().getErr())) {
            Path localPath = weights.folder().importFile(file, official, view);
            spec.commandLine().getOut().println(localPath);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private OfficialFile findOfficial() {
        String chosenId = id;
        if (chosenId != null) {
            return weights.catalog().file(chosenId);
        }
        String name = String.valueOf(file.getFileName());
        return weights.catalog()
                .named(name)
                .orElseThrow(() -> new UsageException(
                        "No official file is called %s; say with --as which one it is (see gioconda weights list)."
                                .formatted(name)));
    }
}
