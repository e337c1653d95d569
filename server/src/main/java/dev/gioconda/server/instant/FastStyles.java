package dev.gioconda.server.instant;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.BusyException;
import dev.gioconda.inference.Cores;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.server.http.Shrinking;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.fast.FastStyle;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Paints in one pass, while the sender waits. One picture at a time, so that the other cores go on answering.
 */
public final class FastStyles implements AutoCloseable {

    /** A result's long side when nothing is said, in pixels. */
    static final int USUAL_SIDE = 512;

    private static final int EXAMPLE_SIDE = 256;
    private static final String EXAMPLE = "/dev/gioconda/server/web/examples/smile.jpg";

    private final ImageDoor door;
    private final Cores cores;
    private final int largest;
    private final Map<String, String> titles;
    private final InstantBrush brush = new InstantBrush(InstantBrush.PATIENCE);
    private final Map<String, FastStyle> open = new ConcurrentHashMap<>();
    private final Map<String, byte[]> examples = new ConcurrentHashMap<>();

    /**
     * @param name in addresses
     * @param title for people
     * @param picture where an example lies
     */
    public record Entry(String name, String title, String picture) {}

    /**
     * @param door lets pictures in
     * @param side the largest result's long side, in pixels
     */
    public FastStyles(ImageDoor door, Cores cores, int side) throws IOException {
        this.titles = titles();
        this.door = door;
        this.cores = cores;
        this.largest = Math.min(side, FastStyle.LARGEST);
    }

    private static Map<String, String> titles() throws IOException {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String name : FastStyleFiles.SHIPPED) {
            Map<String, String> painting =
                    FastStyleFiles.manifest(FastStyleFiles.find(name)).painting();
            titles.put(name, painting.getOrDefault("title", name));
        }
        return titles;
    }

    /** The painting and who painted it. */
    String title(String name) {
        return titles.getOrDefault(name, name);
    }

    /** All of them. */
    List<Entry> entries() {
        return FastStyleFiles.SHIPPED.stream()
                .map(name -> new Entry(name, title(name), "/v1/fast-styles/" + name + ".png"))
                .toList();
    }

    /** The largest result's long side, in pixels. */
    int largest() {
        return largest;
    }

    /** A synthetic portrait in the style, a PNG file. */
    byte[] example(String name) throws IOException {
        byte[] before = examples.get(check(name));
        if (before != null) {
            return before;
        }
        try (InputStream in = FastStyles.class.getResourceAsStream(EXAMPLE)) {
            if (in == null) {
                throw new IOException("The example %s is not part of this build.".formatted(EXAMPLE));
            }
            byte[] png = PictureWriter.png(paint(name, new ImageDoor().decode(in.readAllBytes()), EXAMPLE_SIDE));
            examples.put(name, png);
            return png;
        }
    }

    /** Decodes what somebody sent. */
    Picture decoded(byte[] bytes) throws RefusedPictureException {
        return cores.take(Cores.Kind.LOOK, () -> Shrinking.to(door.decode(bytes), largest));
    }

    /**
     * Paints.
     *
     * @param side of the result, in pixels
     * @throws ProblemException when there is no such style or size
     * @throws BusyException when too many others want the same
     */
    Picture paint(String name, Picture picture, int side) throws IOException {
        check(name);
        if (side < StyleTask.SMALLEST || side > largest) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The size is %d; expected %d to %d pixels.".formatted(side, StyleTask.SMALLEST, largest));
        }
        return brush.take(() -> {
            FastStyle style = style(name);
            return cores.take(Cores.Kind.LOOK, () -> style.paint(picture, side));
        });
    }

    private FastStyle style(String name) throws IOException {
        FastStyle before = open.get(name);
        if (before != null) {
            return before;
        }
        FastStyle opened = FastStyle.open(name);
        open.put(name, opened);
        return opened;
    }

    private static String check(String name) {
        if (!FastStyleFiles.SHIPPED.contains(name)) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND,
                    "There is no fast style of that name; GET /v1/fast-styles says what there is.");
        }
        return name;
    }

    @Override
    public void close() throws InterruptedException {
        brush.close();
    }
}
