package dev.gioconda.cli.style;

import dev.gioconda.cli.Gioconda;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.preference.Making;
import dev.gioconda.store.Sha256;
import dev.gioconda.style.Studio;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.style.recipe.Tuned;
import dev.gioconda.weights.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is painted from what. */
final class StylePictures {

    /** The result's long side when nothing is said. */
    static final int SIZE = 512;

    @Option(
            names = "--content",
            paramLabel = "FILE|FOLDER",
            description = "The photograph, or a folder of them. Required.")
    private @Nullable Path content;

    @Option(
            names = "--style",
            paramLabel = "FILE[:WEIGHT]",
            description = "The painting whose style is taken. Required; repeatable, with weights.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "FILE",
            description = "White where the photograph is painted, black where it stays.")
    private @Nullable Path mask;

    @Option(names = "--start", paramLabel = "FILE", description = "A picture to begin with.")
    private @Nullable Path start;

    @Option(names = "--size", paramLabel = "PIXELS", description = "The result's long side. Default: 512.")
    private @Nullable Integer size;

    @Option(names = "--seed", description = "Of noise and random weights. Default: 1.")
    private @Nullable Long seed;

    private record Style(Path file, double weight) {

        private static Style parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean weighted = colon > 0 && text.substring(colon + 1).matches("[0-9]+(\\.[0-9]+)?");
            return new Style(
                    Path.of(weighted ? text.substring(0, colon) : text),
                    weighted ? Double.parseDouble(text.substring(colon + 1)) : Double.NaN);
        }
    }

    /** The photograph or the folder; without it or a style the command line is wrong. */
    Path content(CommandLine line) {
        Path given = content;
        if (given == null || styles.isEmpty()) {
            throw new ParameterException(
                    line,
                    "Missing required option: '%s'"
                            .formatted(given == null ? "--content=FILE" : "--style=FILE[:WEIGHT]"));
        }
        return given;
    }

    /** Where only whole photographs are painted, from their own beginning. */
    void refuseMaskAndStart() {
        if (mask != null || start != null) {
            throw new UsageException("--mask and --start are for one picture; leave them away here.");
        }
    }

    /** What was typed as styles. */
    List<String> styles() {
        return styles;
    }

    /** The result's long side: as typed, or as it was, or {@code usual}. */
    int size(@Nullable Provenance earlier, int usual) {
        return size != null ? size : earlier != null ? earlier.size() : usual;
    }

    /** As typed, or as it was, or 1. */
    long seed(@Nullable Provenance earlier) {
        return seed != null ? seed : earlier != null ? earlier.seed() : 1;
    }

    /** The paintings with their weights, which are those of before where none were typed. */
    List<StyleTask.Source> sources(ImageDoor door, @Nullable Provenance earlier) throws IOException {
        List<StyleTask.Source> sources = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            Picture picture = door.read(style(i).file());
            double weight = weight(i, earlier);
            sources.add(UsageException.unlessGood(() -> new StyleTask.Source(picture, weight, null)));
        }
        return sources;
    }

    /** Reads the pictures. */
    StyleTask task(Path photograph, @Nullable Provenance earlier, int usualSize) throws IOException {
        ImageDoor door = new ImageDoor();
        Picture picture = door.read(photograph);
        List<StyleTask.Source> sources = sources(door, earlier);
        return UsageException.unlessGood(() -> new StyleTask(
                picture,
                sources,
                mask == null ? null : door.read(mask),
                start == null ? null : door.read(start),
                size(earlier, usualSize),
                seed(earlier)));
    }

    /** What the photograph's painting is made of. */
    Provenance provenance(
            Path photograph,
            Studio studio,
            int threads,
            StyleTask task,
            @Nullable Provenance earlier,
            StyleOptions.Chosen chosen)
            throws IOException {
        Tuned tuned = chosen.tuned();
        return new Provenance(
                Provenance.FORMAT,
                Gioconda.version(),
                studio.toml(),
                studio.backbone(),
                studio.weights(),
                studio.weightsSha256(),
                task.longSide(),
                task.seed(),
                threads,
                source(photograph, 1),
                paintings(earlier),
                mask == null ? null : source(mask, 1),
                start == null ? null : source(start, 1),
                chosen.preset(),
                tuned == null ? null : (Integer) tuned.version());
    }

    private List<Provenance.Source> paintings(@Nullable Provenance earlier) throws IOException {
        List<Provenance.Source> paintings = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            paintings.add(source(style(i).file(), weight(i, earlier)));
        }
        return paintings;
    }

    /** What the style may be known by: the hash of its file, and of its pixels as a server keeps them. */
    List<String> hashes(@Nullable Provenance earlier) throws IOException {
        List<String> hashes = new ArrayList<>(List.of(Making.hash(paintings(earlier))));
        if (styles.size() == 1) {
            hashes.add(Sha256.of(PictureWriter.png(new ImageDoor().read(style(0).file()))));
        }
        return hashes;
    }

    private Style style(int i) {
        return Style.parse(styles.get(i));
    }

    private double weight(int i, @Nullable Provenance earlier) {
        double typed = style(i).weight();
        if (!Double.isNaN(typed)) {
            return typed;
        }
        return earlier != null && earlier.styles().size() == styles.size()
                ? earlier.styles().get(i).weight()
                : 1;
    }

    private static Provenance.Source source(Path file, double weight) throws IOException {
        return new Provenance.Source(
                String.valueOf(file.getFileName()), Checksum.sha256(file).hex(), weight);
    }
}
