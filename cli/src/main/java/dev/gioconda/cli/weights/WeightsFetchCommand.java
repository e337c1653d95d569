package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.Download;
import dev.gioconda.weights.fetch.OfficialFile;
import dev.gioconda.weights.fetch.TensorDownload;
import dev.gioconda.weights.fetch.WeightFolder;
import dev.gioconda.weights.fetch.WeightHttpClient;
import dev.gioconda.weights.fetch.WeightSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gioconda weights fetch}. */
@Command(
        name = "fetch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fetches official files and checks them; goes on where an earlier call stopped.",
            "Proxies are taken from https_proxy, http_proxy and no_proxy."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda weights fetch vgg19                 the preferred file of the network",
            "  gioconda weights fetch vgg19-keras densenet121-keras",
            "  gioconda weights fetch vgg19-timm --only features. --trust",
            "  gioconda weights fetch vgg19-keras --mirror https://example.org/weights/"
        })
final class WeightsFetchCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Ids of files or names of networks; see list.")
    private List<String> files = new ArrayList<>();

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description =
                    "Folders that hold the files under their names, between commas; asked first. Default: $GIOCONDA_WEIGHTS_MIRROR.")
    private @Nullable String mirror;

    @Option(
            names = "--offline",
            description = "Touch no network: what is not here is an error. Also: GIOCONDA_OFFLINE=1.")
    private boolean offline;

    @Option(
            names = "--only",
            paramLabel = "PREFIX",
            description =
                    "Of a safetensors file, fetch only the tensors whose names begin so, such as features. (needs --trust).")
    private @Nullable String tensorPrefix;

    @Mixin
    private ChecksumOptions checksums = new ChecksumOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        for (String name : files) {
            Path localFile = fetch(weights.find(name));
            spec.commandLine().getOut().println(localFile);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private Path fetch(OfficialFile file) throws IOException {
        WeightSettings settings = weights.environmentSettings();
        WeightFolder folder = weights.folder();
        String prefix = tensorPrefix;
        String name = prefix == null ? file.name() : file.partName(prefix);
        Path localPath = folder.path().resolve(name);
        if (Files.isRegularFile(localPath)) {
            return localPath;
        }
        if (offline || settings.offline()) {
            throw new IOException(
                    "%s is not in %s, and the network may not be touched; import it, or call without --offline."
                            .formatted(name, folder.path()));
        }
        String mirrors = mirror;
        List<URI> sources = file.sources(mirrors == null ? settings.mirrors() : WeightSettings.mirrors(mirrors));
        WeightHttpClient remote = WeightHttpClient.fromEnvironment(System.getenv(), TIMEOUT);
        try (DownloadProgressView view =
                new DownloadProgressView(spec.commandLine().getErr())) {
            return prefix == null
                    ? new Download(remote, folder, view).fetch(checksums.requireChecksum(file), sources)
                    : fetchTensors(new TensorDownload(remote, folder, view), file, sources, name, prefix);
        }
    }

    private Path fetchTensors(TensorDownload download, OfficialFile file, List<URI> sources, String name, String prefix)
            throws IOException {
        if (!name.endsWith(".safetensors")) {
            throw new UsageException(
                    "%s is no safetensors file; only those can be fetched in part.".formatted(file.id()));
        }
        if (!checksums.trustsUnverified()) {
            throw new UsageException("A part of a file has no published checksum; take it as it comes with --trust.");
        }
        return download.fetch(sources, name, tensor -> tensor.startsWith(prefix));
    }
}
