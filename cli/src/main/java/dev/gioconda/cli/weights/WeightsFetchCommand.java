package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.DownloadProgressView;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gioconda weights fetch}. */
@Command(
        name = "fetch",
        description = {
            "Downloads official weight files into the cache and verifies their checksums; resumes interrupted downloads.",
            "Prints the license of a file and what its training data allow before the download.",
            "Uses the proxies of https_proxy, http_proxy and no_proxy."
        },
        footer = {
            "  gioconda weights fetch vgg19                 the preferred file of the network",
            "  gioconda weights fetch vgg19-keras densenet121-keras",
            "  gioconda weights fetch yunet face-mesh",
            "  gioconda weights fetch vgg19-timm --only features. --trust",
            "  gioconda weights fetch vgg19-keras --mirror https://example.org/weights/"
        })
final class WeightsFetchCommand extends GiocondaCommand {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Ids of files or names of networks, as listed by \"weights list\".")
    private List<String> files = new ArrayList<>();

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description =
                    "URLs of folders with the files, separated by commas; tried before the official URL. Default: $GIOCONDA_WEIGHTS_MIRROR.")
    private @Nullable String mirror;

    @Option(
            names = "--offline",
            description =
                    "Do not use the network: a file that is not in the cache is an error. Default: $GIOCONDA_OFFLINE=1.")
    private boolean offline;

    @Option(
            names = "--only",
            paramLabel = "PREFIX",
            description =
                    "Download only the tensors of a safetensors file whose names have this prefix, such as \"features.\"; needs --trust.")
    private @Nullable String tensorPrefix;

    @Mixin
    private ChecksumOptions checksums = new ChecksumOptions();

    @Override
    protected int run() throws IOException {
        for (String name : files) {
            Path localFile = fetch(weights.find(name));
            print(Map.of("id", name, "path", localFile.toString()), localFile.toString());
        }
        return ExitCode.OK;
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
                    "%s is not in %s, and --offline forbids the download. Import the file, or call without --offline."
                            .formatted(name, folder.path()));
        }
        String mirrors = mirror;
        List<URI> sources = file.sources(mirrors == null ? settings.mirrors() : WeightSettings.mirrors(mirrors));
        LicenseNotice.print(err(), file);
        WeightHttpClient remote = WeightHttpClient.fromEnvironment(System.getenv(), TIMEOUT);
        try (DownloadProgressView view = new DownloadProgressView(err())) {
            return prefix == null
                    ? new Download(remote, folder, view).fetch(checksums.requireChecksum(file), sources)
                    : fetchTensors(new TensorDownload(remote, folder, view), file, sources, name, prefix);
        }
    }

    private Path fetchTensors(TensorDownload download, OfficialFile file, List<URI> sources, String name, String prefix)
            throws IOException {
        if (!name.endsWith(".safetensors")) {
            throw new UsageException("%s is not a safetensors file; --only needs one.".formatted(file.id()));
        }
        if (!checksums.trustsUnverified()) {
            throw new UsageException(
                    "A part of a file has no published checksum; --trust accepts it without verification.");
        }
        return download.fetch(sources, name, tensor -> tensor.startsWith(prefix));
    }
}
