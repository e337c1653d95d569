package dev.gioconda.cli.score;

import dev.gioconda.classify.FaceExtractor;
import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.Failures;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.ModelSourceOptions;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.cli.command.TerminalText;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.cli.faces.DetectorOption;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.codec.SafeImageDecoder.DecodeLimits;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.report.chart.DurationText;
import dev.gioconda.score.PartialTable;
import dev.gioconda.score.RunSettings;
import dev.gioconda.score.ScoreColumns;
import dev.gioconda.score.ScoreInputs;
import dev.gioconda.score.ScoreRun;
import dev.gioconda.score.ScoreSummary;
import dev.gioconda.score.Scorer;
import dev.gioconda.score.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda score}. */
@Command(
        name = "score",
        description =
                "Scores folders, archives and labeled sets of images on all cores and writes a table with a row for each image, also for those with an error. It can be interrupted and continued with --resume.",
        exitCodeList = {
            "0:the table is complete; images with an error have rows, too",
            "1:the command failed or was interrupted, or no image could be scored",
            "2:invalid command line"
        },
        footer = {
            "  gioconda score holidays --out scores.csv",
            "  gioconda score holidays --out scores.csv --resume        continues after an interruption",
            "  gioconda score photos.zip --out scores.jsonl --faces all --attributes",
            "  gioconda score --data genki4k --out scores.csv           with the labels of the set"
        })
public final class ScoreCommand extends GiocondaCommand {

    @Mixin
    private ScoreInputOptions sources = new ScoreInputOptions();

    @Option(
            names = {"--out", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The table: .csv, or .jsonl for a JSON object on each line.")
    private Path output = Path.of("");

    @Option(
            names = "--resume",
            description =
                    "Continue the table of an interrupted run with the same options. Without one, the run starts at the beginning.")
    private boolean resume;

    @Option(names = "--force", description = "Replace an existing table, or that of an interrupted run.")
    private boolean force;

    @Mixin
    private ScoreColumnOptions columns = new ScoreColumnOptions();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "A model's name, NAME/VERSION, or the folder of a version; with --store a name stands for its champion. Default: ${DEFAULT-VALUE}.",
            defaultValue = LocalModels.EMBEDDED)
    private String model = LocalModels.EMBEDDED;

    @Mixin
    private ModelSourceOptions models = new ModelSourceOptions();

    @Option(
            names = "--min-detection",
            paramLabel = "SCORE",
            description = "Report no faces with a lower detection score, 0 to 1. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + FaceExtractor.MIN_DETECTION)
    private double minDetection = FaceExtractor.MIN_DETECTION;

    @Mixin
    private DetectorOption detector = new DetectorOption();

    @Mixin
    private InputImage reader = new InputImage();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many images are scored at a time, each on one core; 0 for one per core, the default.",
            defaultValue = "0")
    private int threads;

    @Override
    protected int run() throws IOException {
        if (threads < 0) {
            throw new UsageException(
                    "--threads is %d; expected a number of threads, or 0 for one per core.".formatted(threads));
        }
        UsageException.asUsageError(() -> TableFormat.ofFile(String.valueOf(output.getFileName())));
        OutputCheck check = new OutputCheck(sources.paths(), force || resume);
        Path target = check.file("--out", output);
        boolean unfinished = Files.exists(PartialTable.partOf(target));
        if (resume && !unfinished && Files.exists(target) && Files.size(target) > 0) {
            print(Map.of("output", output.toString(), "complete", true), "%s is complete.".formatted(output));
            return ExitCode.OK;
        }
        if (unfinished && !resume && !force) {
            throw new UsageException(
                    "%s is of an interrupted run; continue it with --resume, or start again with --force."
                            .formatted(PartialTable.partOf(output)));
        }
        Path version = models.find(model);
        Manifest manifest = ModelFiles.manifest(version);
        DecodeLimits limits = reader.limits();
        FaceDetectors detectors = detector.find();
        ScoreInputs inputs = sources.open(manifest.target(), limits.maxBytes());
        Scorer.ScorerOptions options = new Scorer.ScorerOptions(
                version, detectors, minDetection, limits, columns.allFaces(), columns.embedders(detector.weights()));
        ScoreColumns tableColumns = columns.of(manifest, sources.isLabeled());
        RunSettings settings = settings(version, manifest, detectors, limits, tableColumns);
        List<Scorer> scorers = new ArrayList<>();
        try {
            for (int i = 0; i < threadCount(); i++) {
                scorers.add(UsageException.asUsageError(() -> Scorer.open(options)));
            }
            try (ShutdownSignal signal = ShutdownSignal.register();
                    ScoreProgressView progress = new ScoreProgressView(err(), output().quiet());
                    PartialTable table = resume
                            ? PartialTable.resume(target, tableColumns, settings)
                            : PartialTable.begin(target, tableColumns, settings)) {
                ScoreSummary summary = scored(inputs, table, scorers, signal, progress);
                progress.close();
                return report(summary, manifest, detectors);
            }
        } finally {
            scorers.forEach(Scorer::close);
        }
    }

    private ScoreSummary scored(
            ScoreInputs inputs,
            PartialTable table,
            List<Scorer> scorers,
            ShutdownSignal signal,
            ScoreProgressView progress)
            throws IOException {
        try {
            return ScoreRun.run(inputs, table, scorers, signal::requested, progress);
        } catch (IOException failed) {
            throw new IOException(
                    "%s The rows that are complete are in %s; the same command with --resume continues it."
                            .formatted(Failures.messageOf(failed), PartialTable.partOf(output)),
                    failed);
        }
    }

    private int threadCount() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Whatever the rows depend on. */
    private RunSettings settings(
            Path version, Manifest manifest, FaceDetectors detectors, DecodeLimits limits, ScoreColumns tableColumns)
            throws IOException {
        SortedMap<String, String> map = sources.toMap();
        map.put("model", manifest.id());
        map.put("manifest", Hashes.sha256(version.resolve(ModelFiles.MANIFEST)));
        map.put("detector", detectors.id());
        map.put("min-detection", Double.toString(minDetection));
        map.put("max-image-pixels", Integer.toString(limits.maxSourcePixels()));
        map.put("columns", String.join(",", tableColumns.names()));
        map.put("embedder", columns.embedderId(detector.weights()));
        return new RunSettings(map);
    }

    private int report(ScoreSummary summary, Manifest manifest, FaceDetectors detectors) {
        if (!summary.complete()) {
            printError("%,d images are in %s; the same command with --resume continues it."
                    .formatted(summary.images(), PartialTable.partOf(output)));
            return ExitCode.FAILED;
        }
        if (summary.skipped() > 0) {
            err().printf(
                            "%,d files are no images by their names and were left out, such as %s.%n",
                            summary.skipped(), TerminalText.escapedLine(summary.skippedExample()));
        }
        print(asMap(summary, manifest, detectors), toText(summary));
        if (summary.failed() == summary.images()) {
            printError(
                    summary.images() == 0
                            ? "There was no image to score; expected .jpg, .png, .webp, .gif, .bmp or .tif files."
                            : "No image could be scored; the column error has the reasons.");
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }

    private Map<String, Object> asMap(ScoreSummary summary, Manifest manifest, FaceDetectors detectors) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("output", output.toString());
        map.put("complete", true);
        map.put("images", summary.images());
        map.put("errors", summary.failed());
        map.put("noFace", summary.faceless());
        map.put("resumed", summary.resumed());
        map.put("skipped", summary.skipped());
        map.put("model", manifest.id());
        map.put("detector", detectors.id());
        map.put("threads", threadCount());
        map.put("seconds", summary.seconds());
        map.put("imagesPerSecond", summary.imagesPerSecond());
        return map;
    }

    private String toText(ScoreSummary summary) {
        return String.format(
                Locale.ROOT,
                "%s: %,d images%s, %,d with an error, %,d without a face; %s, %.1f images/s",
                output,
                summary.images(),
                summary.resumed() == 0 ? "" : " (%,d of them before)".formatted(summary.resumed()),
                summary.failed(),
                summary.faceless(),
                DurationText.of(summary.seconds()),
                summary.imagesPerSecond());
    }
}
