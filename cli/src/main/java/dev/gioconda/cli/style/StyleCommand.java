package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.TunedPresetRef;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gioconda style}. */
@Command(
        name = "style",
        description = "Transfers the style of one image, such as a painting, to another one, such as a photograph.",
        footer = {
            "  gioconda style --content me.jpg --style starry_night.jpg --preset quick --size 256 --output me.png",
            "  gioconda style --content me.jpg --style irises.jpg --preset portrait --colors luminance",
            "  gioconda style --content me.jpg --style a.jpg:2 --style b.jpg:1 --preview preview.png",
            "  gioconda style --content me.jpg --style a.jpg --checkpoint state      Ctrl-C stops; --resume state continues",
            "  gioconda style --settings-from me.png --content me.jpg --style irises.jpg      again, as me.png was made with --embed-settings",
            "  gioconda style --content portraits --style irises.jpg --output painted      all images of a folder",
            "  gioconda style --content me.jpg --style irises.jpg --preset tuned --store ./store      tuned by ratings"
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
public final class StyleCommand extends GiocondaCommand {

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Mixin
    private ProvenanceOptions provenanceOptions = new ProvenanceOptions();

    @Mixin
    private StyleRunOptions files = new StyleRunOptions();

    @Override
    protected int run() throws IOException {
        Path content = inputs.requireContent(line());
        boolean folder = Files.isDirectory(content);
        List<Path> read = new ArrayList<>(inputs.files());
        Stream.of(Optional.ofNullable(provenanceOptions.file()), options.presetFile(), options.weightFile())
                .flatMap(Optional::stream)
                .forEach(read::add);
        Path output = files.checkOutputs(read, folder);
        Provenance earlier = provenanceOptions.read();
        options.applyThreads(earlier);
        StyleOptions.ResolvedStyle resolved =
                UsageException.asUsageError(() -> options.resolve(earlier, () -> inputs.styleHashes(earlier)));
        reportTunedPreset(resolved, err());
        LoadedRecipe loadedRecipe = StyleOptions.loadRecipe(
                files.toResume(resolved.recipe()), inputs.seed(earlier), options.locator(), err());
        FileStylizer stylizer = new FileStylizer(loadedRecipe, inputs, files, resolved, earlier, output());
        if (folder) {
            return new StyleBatch(stylizer).stylizeAll(content, output) ? ExitCode.OK : ExitCode.FAILED;
        }
        stylizer.stylize(content, output);
        return ExitCode.OK;
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
