package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.style.LoadedStyle;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.video.FrameTransfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gioconda style frames}. */
@Command(
        name = "frames",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Paints the frames of a film, each beginning with the one before, so that still parts stay still.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gioconda style frames --content wave.gif --style irises.jpg --preset quick --output painted.gif",
            "  gioconda style frames --content frames --style irises.jpg --output painted"
        })
final class StyleFramesCommand implements Callable<Integer> {

    private static final int DEFAULT_SIZE = 256;

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Option(
            names = "--coherence",
            paramLabel = "WEIGHT",
            description = "Of the temporal loss: more for less flicker. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private double temporalWeight = FrameTransfer.DEFAULT_TEMPORAL_WEIGHT;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Iterations of a later frame as a share of the first one's. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5")
    private double laterIterationsFraction = FrameTransfer.DEFAULT_ITERATION_SHARE;

    @Option(
            names = "--delay",
            paramLabel = "MILLISECONDS",
            description = "How long each frame of a folder is shown in a GIF. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int frameDelayMs = 100;

    @Option(
            names = "--output",
            paramLabel = "FILE.gif|FOLDER",
            description = "Where the frames go: a GIF file, or PNG files in a folder. Default: ${DEFAULT-VALUE}.",
            defaultValue = "painted")
    private Path output = Path.of("painted");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        CommandLine line = spec.commandLine();
        PrintWriter out = line.getOut();
        Path video = inputs.requireContent(line);
        inputs.rejectMaskAndInitialImage();
        options.applyThreads(null);
        StyleRecipe recipe = UsageException.asUsageError(
                () -> options.resolve(null, () -> inputs.styleHashes(null)).recipe());
        if (frameDelayMs < 10 || frameDelayMs > 655_350) {
            throw new UsageException("--delay is %d milliseconds; expected 10 to 655,350.".formatted(frameDelayMs));
        }
        FrameFiles files = FrameFiles.open(video, frameDelayMs / 10);
        LoadedStyle loadedStyle = StyleOptions.openStyle(recipe, inputs.seed(null), line.getErr());
        FrameTransfer transfer = UsageException.asUsageError(
                () -> new FrameTransfer(loadedStyle.transfer(), temporalWeight, laterIterationsFraction));
        boolean gif = output.toString().toLowerCase(Locale.ROOT).endsWith(".gif");
        List<Picture> stylized = new ArrayList<>();
        double[] totalFlicker = new double[1];
        try (ShutdownSignal shutdown = ShutdownSignal.register()) {
            transfer.stylize(
                    files.pictures(),
                    inputs.readStyles(new SafeImageDecoder(), null),
                    inputs.size(null, DEFAULT_SIZE),
                    inputs.seed(null),
                    progress -> !shutdown.requested(),
                    frame -> {
                        if (!frame.result().completed()) {
                            return false; // a frame that was stopped would be seen as one
                        }
                        if (!gif) {
                            write(
                                    output.resolve(files.names().get(frame.index())),
                                    frame.result().image());
                        }
                        stylized.add(frame.result().image());
                        totalFlicker[0] += frame.flicker();
                        line.getErr()
                                .printf(
                                        Locale.ROOT,
                                        "frame %d of %d: %.1f s, flicker %.1f%n",
                                        frame.index() + 1,
                                        files.names().size(),
                                        frame.result().seconds(),
                                        frame.flicker());
                        line.getErr().flush();
                        return true;
                    });
            if (gif && !stylized.isEmpty()) {
                List<Integer> delays = files.delays().subList(0, stylized.size());
                OutputFile.write(output, GifWriter.gif(new Animation(stylized, delays)));
            }
        }
        out.printf(
                Locale.ROOT,
                "%s: %d frames, flicker %.2f of 255%n",
                output,
                stylized.size(),
                totalFlicker[0] / Math.max(1, stylized.size() - 1));
        out.flush();
        return stylized.size() == files.names().size() ? 0 : ExitCode.FAILED;
    }

    private static void write(Path file, Picture picture) {
        try {
            OutputFile.write(file, picture);
        } catch (IOException failed) {
            throw new UncheckedIOException("The frame could not be written to " + file, failed);
        }
    }
}
