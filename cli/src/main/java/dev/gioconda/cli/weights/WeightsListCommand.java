package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.JsonLines;
import dev.gioconda.cli.command.WeightCacheOptions;
import dev.gioconda.weights.fetch.Checksum;
import dev.gioconda.weights.fetch.OfficialFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda weights list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the official files that are known, for each network the preferred one first.",
        footerHeading = "%nExample:%n",
        footer = "  gioconda weights list --json")
final class WeightsListCommand implements Callable<Integer> {

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (OfficialFile file : weights.catalog().files()) {
            Path localFile = weights.folder().find(file).orElse(null);
            if (json) {
                out.println(JsonLines.line(asMap(file, localFile)));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-27s %-16s %14s  %-16s %-5s %s%n",
                        file.id(),
                        file.network(),
                        size(file),
                        checksum(file.checksum()),
                        localFile == null ? "" : "here",
                        file.note());
            }
        }
        out.flush();
        return 0;
    }

    private static String size(OfficialFile file) {
        Long bytes = file.bytes();
        Double mebibytes = file.mebibytes();
        if (bytes != null) {
            return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
        }
        return mebibytes == null ? "size unknown" : String.format(Locale.ROOT, "%.1f MiB", mebibytes);
    }

    private static String checksum(@Nullable Checksum checksum) {
        if (checksum == null) {
            return "no checksum";
        }
        return checksum.algorithm() + " " + checksum.hex().substring(0, 8);
    }

    private static Map<String, @Nullable Object> asMap(OfficialFile file, @Nullable Path localFile) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", file.id());
        map.put("network", file.network());
        map.put("name", file.name());
        map.put("urls", file.urls());
        map.put("bytes", file.bytes());
        map.put("checksum", file.checksum());
        map.put("note", file.note());
        map.put("path", localFile == null ? null : localFile.toString());
        return map;
    }
}
