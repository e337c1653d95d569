package dev.gioconda.cli.style;

import dev.gioconda.cli.Gioconda;
import dev.gioconda.cli.command.Interruption;
import dev.gioconda.cli.command.PictureFile;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.Animation;
import dev.gioconda.image.codec.GifWriter;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.style.Studio;
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

    private static final int SIZE = 256;

    @Mixin
    private StylePictures pictures = new StylePictures();

    @Mixin
    private StyleOptions options = new StyleOptions();

    @Option(
            names = "--coherence",
            paramLabel = "WEIGHT",
            description = "Of the temporal loss: more for less flicker. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private double coherence = FrameTransfer.WEIGHT;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description = "Iterations of a later frame as a share of the first one's. Default: ${DEFAULT-VALUE}.",
            defaultValue = "0.5")
    private double share = FrameTransfer.SHARE;

    @Option(
            names = "--delay",
            paramLabel = "MILLISECONDS",
            description = "How long each frame of a folder is shown in a GIF. Default: ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int delay = 100;

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
        Path film = pictures.content(line);
        pictures.refuseMaskAndStart();
        options.threads(null);
        StyleRecipe recipe = UsageException.unlessGood(
                () -> options.chosen(null, () -> pictures.hashes(null)).recipe());
        if (delay < 10 || delay > 655_350) {
            throw new UsageException("--delay is %d milliseconds; expected 10 to 655,350.".formatted(delay));
        }
        FrameFiles files = FrameFiles.open(film, delay / 10);
        Studio studio = StyleOptions.studio(recipe, pictures.seed(null), line.getErr());
        FrameTransfer transfer =
                UsageException.unlessGood(() -> new FrameTransfer(studio.transfer(), coherence, share));
        boolean gif = output.toString().toLowerCase(Locale.ROOT).endsWith(".gif");
        List<Picture> painted = new ArrayList<>();
        double[] flicker = new double[1];
        try (Interruption interruption = Interruption.awaited()) {
            transfer.paint(
                    files.pictures(),
                    pictures.sources(new ImageDoor(), null),
                    pictures.size(null, SIZE),
                    pictures.seed(null),
                    progress -> !interruption.asked(),
                    frame -> {
                        if (!frame.result().whole()) {
                            return false; // a frame that was stopped would be seen as one
                        }
                        if (!gif) {
                            write(
                                    output.resolve(files.names().get(frame.index())),
                                    frame.result().picture());
                        }
                        painted.add(frame.result().picture());
                        flicker[0] += frame.flicker();
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
            if (gif && !painted.isEmpty()) {
                List<Integer> delays = files.delays().subList(0, painted.size());
                PictureFile.write(output, GifWriter.gif(new Animation(painted, delays)));
            }
        }
        out.printf(
                Locale.ROOT,
                "%s: %d frames, flicker %.2f of 255%n",
                output,
                painted.size(),
                flicker[0] / Math.max(1, painted.size() - 1));
        out.flush();
        return painted.size() == files.names().size() ? 0 : Gioconda.FAILED;
    }

    private static void write(Path file, Picture picture) {
        try {
            PictureFile.write(file, picture);
        } catch (IOException failed) {
            throw new UncheckedIOException("The frame could not be written to " + file, failed);
        }
    }
}
