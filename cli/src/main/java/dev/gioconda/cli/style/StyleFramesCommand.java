package dev.gioconda.cli.style;

import dev.gioconda.cli.command.ExitCode;
import dev.gioconda.cli.command.ForceOption;
import dev.gioconda.cli.command.GiocondaCommand;
import dev.gioconda.cli.command.OutputCheck;
import dev.gioconda.cli.command.OutputFile;
import dev.gioconda.cli.command.ShutdownSignal;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifWriter;
import dev.gioconda.style.LoadedRecipe;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.video.FrameTransfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gioconda style frames}. */
@Command(
        name = "frames",
        description =
                "Stylizes the frames of a video. Each frame starts from the previous result, and a temporal loss reduces flicker.",
        footer = {
            "  gioconda style frames --content wave.gif --style irises.jpg --preset quick --output painted.gif",
            "  gioconda style frames --content frames --style irises.jpg --output painted"
        })
final class StyleFramesCommand extends GiocondaCommand {

    static final int DEFAULT_SIZE = 256; // pixels

    @Mixin
    private StyleInputs inputs = new StyleInputs();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Option(
            names = "--coherence",
            paramLabel = "WEIGHT",
            description = "Weight of the temporal loss; larger for less flicker. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + FrameTransfer.DEFAULT_TEMPORAL_WEIGHT)
    private double temporalWeight = FrameTransfer.DEFAULT_TEMPORAL_WEIGHT;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description =
                    "Iterations of each later frame, as a share of those of the first frame. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + FrameTransfer.DEFAULT_ITERATION_SHARE)
    private double laterIterationsFraction = FrameTransfer.DEFAULT_ITERATION_SHARE;

    @Option(
            names = "--delay",
            paramLabel = "MILLISECONDS",
            description = "Duration of each frame in a GIF that is made from a folder. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int frameDelayMs = 100;

    @Option(
            names = "--output",
            paramLabel = "FILE.gif|FOLDER",
            description = "A GIF file, or a folder of PNG files. Default: ${DEFAULT-VALUE}.",
            defaultValue = "painted")
    private Path output = Path.of("painted");

    @Mixin
    private ForceOption force = new ForceOption();

    @Override
    protected int run() throws IOException {
        Path video = inputs.requireContent(line());
        inputs.rejectMaskAndInitialImage();
        options.applyThreads(null);
        StyleRecipe recipe = UsageException.asUsageError(
                () -> options.resolve(null, () -> inputs.styleHashes(null)).recipe());
        if (frameDelayMs < 10 || frameDelayMs > 655_350) {
            throw new UsageException("--delay is %d milliseconds; expected 10 to 655,350.".formatted(frameDelayMs));
        }
        FrameFiles files = FrameFiles.open(video, frameDelayMs / 10, inputs.images(), err());
        boolean gif = output.toString().toLowerCase(Locale.ROOT).endsWith(".gif");
        List<Path> outputs = checkOutputs(files, gif);
        LoadedRecipe loadedRecipe = StyleOptions.loadRecipe(recipe, inputs.seed(null), options.locator(), err());
        FrameTransfer transfer = UsageException.asUsageError(
                () -> new FrameTransfer(loadedRecipe.transfer(), temporalWeight, laterIterationsFraction));
        List<Picture> stylized = new ArrayList<>();
        double[] totalFlicker = new double[1];
        try (ShutdownSignal shutdown = ShutdownSignal.register()) {
            transfer.stylize(
                    files.pictures(),
                    inputs.readStyles(null),
                    inputs.size(null, DEFAULT_SIZE),
                    inputs.seed(null),
                    progress -> !shutdown.requested(),
                    frame -> {
                        if (!frame.result().completed()) {
                            return false; // an incomplete frame would be visible in the video
                        }
                        if (!gif) {
                            write(outputs.get(frame.index()), frame.result().image());
                        }
                        stylized.add(frame.result().image());
                        totalFlicker[0] += frame.flicker();
                        err().printf(
                                        Locale.ROOT,
                                        "frame %d of %d: %.1f s, flicker %.1f%n",
                                        frame.index() + 1,
                                        files.names().size(),
                                        frame.result().seconds(),
                                        frame.flicker());
                        err().flush();
                        return true;
                    });
            if (gif && !stylized.isEmpty()) {
                List<Integer> delays = files.delays().subList(0, stylized.size());
                OutputFile.write(output, GifWriter.gif(new Animation(stylized, delays)));
            }
        }
        double flicker = totalFlicker[0] / Math.max(1, stylized.size() - 1);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("output", output.toString());
        result.put("frames", stylized.size());
        result.put("flicker", flicker);
        print(
                result,
                String.format(Locale.ROOT, "%s: %d frames, flicker %.2f of 255", output, stylized.size(), flicker));
        return stylized.size() == files.names().size() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The output of each frame, or the GIF file. */
    private List<Path> checkOutputs(FrameFiles files, boolean gif) throws IOException {
        List<Path> read = new ArrayList<>(files.files());
        read.addAll(inputs.files());
        OutputCheck check = force.check(read);
        if (gif) {
            return List.of(check.gif("--output", output));
        }
        OutputCheck.folder("--output", output);
        List<Path> outputs = new ArrayList<>();
        for (String name : files.names()) {
            outputs.add(check.png("--output", output.resolve(name), name));
        }
        return outputs;
    }

    private static void write(Path file, Picture picture) {
        try {
            OutputFile.write(file, picture);
        } catch (IOException failed) {
            throw new UncheckedIOException("The frame could not be written to " + file, failed);
        }
    }
}
