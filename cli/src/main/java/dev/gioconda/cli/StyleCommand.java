package dev.gioconda.cli;

import dev.gioconda.style.Provenance;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleRecipe;
import java.io.IOException;
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
            "  gioconda style --content portraits --style irises.jpg --output painted      every picture of a folder"
        },
        subcommands = {
            StyleSheetCommand.class,
            StyleLayersCommand.class,
            StyleFramesCommand.class,
            StyleJudgeCommand.class
        })
final class StyleCommand implements Callable<Integer> {

    @Mixin
    private StylePictures pictures = new StylePictures();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Mixin
    private StyleFrom from = new StyleFrom();

    @Mixin
    private StyleRunOptions run = new StyleRunOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        Path content = pictures.content(line);
        Provenance earlier = from.read();
        options.threads(earlier);
        StyleRecipe recipe = UsageException.unlessGood(() -> options.recipe(earlier));
        Studio studio = StyleOptions.studio(recipe, pictures.seed(earlier), line.getErr());
        StyleJob job =
                new StyleJob(studio, pictures, run, options.preset(earlier), earlier, line.getOut(), line.getErr());
        if (Files.isDirectory(content)) {
            return new StyleBatch(job).paint(content, run.output("paintings")) ? 0 : Gioconda.FAILED;
        }
        job.paint(content, run.output("painting.png"));
        return 0;
    }
}
