package dev.gioconda.cli.weights;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gioconda weights list}. */
@Command(
        name = "list",
        description = "Lists the known official weight files; the preferred file of each network comes first.",
        footer = "  gioconda weights list --json")
final class WeightsListCommand extends GiocondaCommand {

    @Mixin
    private WeightCacheOptions weights = new WeightCacheOptions();

    @Override
    protected int run() throws IOException {
        PrintWriter out = out();
        for (OfficialFile file : weights.catalog().files()) {
            Path localFile = weights.folder().find(file).orElse(null);
            if (json()) {
                out.println(JsonLines.line(asMap(file, localFile)));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-27s %-16s %14s  %-16s %-26s %-6s %s%n",
                        file.id(),
                        file.network(),
                        size(file),
                        checksum(file.checksum()),
                        LicenseNotice.license(file),
                        localFile == null ? "" : "cached",
                        remarks(file));
            }
        }
        return ExitCode.OK;
    }

    private static String remarks(OfficialFile file) {
        String trainingData = "trained on " + LicenseNotice.trainingData(file);
        return file.note().isEmpty() ? trainingData : file.note() + "; " + trainingData;
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
        map.put("license", file.license());
        map.put("trainingData", file.trainingData());
        map.put("note", file.note());
        map.put("path", localFile == null ? null : localFile.toString());
        return map;
    }
}
