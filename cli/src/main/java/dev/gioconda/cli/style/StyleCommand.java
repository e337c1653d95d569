package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gioconda style}. */
@Command(
        name = "style",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Paints a photograph in the style of a painting.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style --content me.jpg --style starry_night.jpg --preset quick --size 256 --output me.png",
            "  gioconda style --content me.jpg --style irises.jpg --preset portrait --colours luminance",
            "  gioconda style --content me.jpg --style a.jpg:2 --style b.jpg:1 --preview preview.png",
            "  gioconda style --content me.jpg --style a.jpg --checkpoint state      Ctrl-C stops; --resume state goes on",
            "  gioconda style --from me.png --content me.jpg --style irises.jpg      again, as me.png was painted with --settings",
            "  gioconda style --content portraits --style irises.jpg --output painted      every picture of a folder",
            "  gioconda style --content me.jpg --style irises.jpg --preset tuned --store ./store      as people like it best"
        },
        subcommands = {
            StyleSheetCommand.class,
            StyleLayersCommand.class,
            StyleFramesCommand.class,
            StyleJudgeCommand.class,
            StyleLearnCommand.class,
            StyleFastCommand.class,
            StyleTuneCommand.class
        })
public final class StyleCommand implements Callable<Integer> {

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Mixin
    private ProvenanceOptions provenanceOptions = new ProvenanceOptions();

    @Mixin
    private StyleRunOptions run = new StyleRunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        Path content = inputs.requireContent(line);
        boolean folder = Files.isDirectory(content);
        Path output = folder ? run.output("paintings") : OutputFile.requirePng(run.output("painting.png"));
        Provenance repeated = provenanceOptions.read();
        options.applyThreads(repeated);
        StyleOptions.ResolvedStyle resolved =
                UsageException.asUsageError(() -> options.resolve(repeated, () -> inputs.styleHashes(repeated)));
        reportTunedPreset(resolved, line.getErr());
        LoadedStyle loadedStyle = StyleOptions.openStyle(resolved.recipe(), inputs.seed(repeated), line.getErr());
        StyleJob job = new StyleJob(loadedStyle, inputs, run, resolved, repeated, line.getOut(), line.getErr());
        if (folder) {
            return new StyleBatch(job).stylizeAll(content, output) ? 0 : ExitCode.FAILED;
        }
        job.stylize(content, output);
        return 0;
    }

    private static void reportTunedPreset(StyleOptions.ResolvedStyle resolved, PrintWriter err) {
        TunedPresetRef tuned = resolved.tuned();
        if (tuned != null) {
            err.printf(
                    "Preset: %s, tuned version %d%s%n",
                    resolved.preset(),
                    tuned.version(),
                    tuned.changes().isEmpty() ? "" : ": " + String.join(", ", tuned.changes()));
            err.flush();
        }
    }
}
