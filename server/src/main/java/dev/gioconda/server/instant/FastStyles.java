package dev.gioconda.server.instant;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.inference.BusyException;
import dev.gioconda.inference.ComputeScheduler;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.fast.FastStyle;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fast style transfer: one forward pass of a style network per image. One image at a time, so that the other cores stay available.
 */
public final class FastStyles implements AutoCloseable {

    /** Default of the long side of a result, in pixels. */
    static final int DEFAULT_SIDE = 512;

    private static final int EXAMPLE_SIDE = 256;
    private static final String EXAMPLE = "/dev/gioconda/server/web/examples/smile.jpg";

    private final SafeImageDecoder decoder;
    private final ComputeScheduler scheduler;
    private final int maxSide;
    private final Map<String, String> titles;
    private final FastStyleExecutor executor = new FastStyleExecutor(FastStyleExecutor.MAX_WAIT);
    private final Map<String, FastStyle> loaded = new ConcurrentHashMap<>();
    private final Map<String, byte[]> examples = new ConcurrentHashMap<>();

    /**
     * @param name of the style in paths
     * @param title for display
     * @param picture path of the example image
     */
    public record FastStyleEntry(String name, String title, String picture) {}

    /**
     * @param decoder for uploaded images
     * @param side limit of the long side of a result, in pixels
     */
    public FastStyles(SafeImageDecoder decoder, ComputeScheduler scheduler, int side) throws IOException {
        this.titles = titles();
        this.decoder = decoder;
        this.scheduler = scheduler;
        this.maxSide = Math.min(side, FastStyle.MAX_SIDE);
    }

    private static Map<String, String> titles() throws IOException {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String name : FastStyleFiles.SHIPPED) {
            Map<String, String> painting =
                    FastStyleFiles.manifest(FastStyleFiles.find(name)).styleImage();
            titles.put(name, painting.getOrDefault("title", name));
        }
        return titles;
    }

    /** Title of the painting and its painter. */
    String title(String name) {
        return titles.getOrDefault(name, name);
    }

    /**
     * All fast styles.
     *
     * @param base prefix of the paths of the images
     */
    List<FastStyleEntry> entries(String base) {
        return FastStyleFiles.SHIPPED.stream()
                .map(name -> new FastStyleEntry(name, title(name), base + "/v1/fast-styles/" + name + ".png"))
                .toList();
    }

    /** Limit of the long side of a result, in pixels. */
    int maxSide() {
        return maxSide;
    }

    /** A synthetic portrait in the style, a PNG file; drawn in the turn of the client that is the first to ask. */
    byte[] example(String name, String client) throws IOException {
        byte[] cached = examples.get(requireKnown(name));
        if (cached != null) {
            return cached;
        }
        try (InputStream in = FastStyles.class.getResourceAsStream(EXAMPLE)) {
            if (in == null) {
                throw new IOException("The example %s is not part of this build.".formatted(EXAMPLE));
            }
            byte[] png = PictureWriter.png(
                    stylize(name, new SafeImageDecoder().decode(in.readAllBytes()), EXAMPLE_SIDE, client));
            examples.put(name, png);
            return png;
        }
    }

    /** Decodes an uploaded image of a client, whose images take turns with those of others. */
    Picture decode(byte[] bytes, String client) throws RefusedPictureException {
        return scheduler.run(
                ComputeScheduler.TaskKind.of(decoder.scannedPixels(bytes)),
                client,
                () -> Resampler.fit(decoder.decode(bytes), maxSide));
    }

    /**
     * Stylizes an image of a client.
     *
     * @param side long side of the result, in pixels
     * @param client whose images take turns with those of others
     * @throws ProblemException when the style is unknown or the size out of range
     * @throws BusyException when too many requests are waiting
     */
    Picture stylize(String name, Picture picture, int side, String client) throws IOException {
        requireKnown(name);
        if (side < StyleTask.MIN_SIDE || side > maxSide) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The size is %d; expected %d to %d pixels.".formatted(side, StyleTask.MIN_SIDE, maxSide));
        }
        return scheduler.run(
                ComputeScheduler.TaskKind.FAST_STYLE,
                client,
                () -> executor.run(() -> {
                    FastStyle style = style(name);
                    return scheduler.run(ComputeScheduler.TaskKind.IMAGE, client, () -> style.stylize(picture, side));
                }));
    }

    private FastStyle style(String name) throws IOException {
        FastStyle cached = loaded.get(name);
        if (cached != null) {
            return cached;
        }
        FastStyle opened = FastStyle.load(name);
        loaded.put(name, opened);
        return opened;
    }

    private static String requireKnown(String name) {
        if (!FastStyleFiles.SHIPPED.contains(name)) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND,
                    "There is no fast style of that name; GET {base}/v1/fast-styles lists them.");
        }
        return name;
    }

    @Override
    public void close() throws InterruptedException {
        executor.close();
    }
}
