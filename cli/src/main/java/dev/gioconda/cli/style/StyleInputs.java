package dev.gioconda.cli.style;

import dev.gioconda.cli.command.UsageException;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.checkpoint.Provenance;
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
final class StyleInputs {

    /** The result's long side when nothing is said. */
    static final int DEFAULT_SIZE = 512;

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
    private @Nullable Path initialImage;

    @Option(names = "--size", paramLabel = "PIXELS", description = "The result's long side. Default: 512.")
    private @Nullable Integer size;

    @Option(names = "--seed", description = "Of noise and random weights. Default: 1.")
    private @Nullable Long seed;

    private record WeightedStyle(Path file, double weight) {

        private static WeightedStyle parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean weighted = colon > 0 && text.substring(colon + 1).matches("[0-9]+(\\.[0-9]+)?");
            return new WeightedStyle(
                    Path.of(weighted ? text.substring(0, colon) : text),
                    weighted ? Double.parseDouble(text.substring(colon + 1)) : Double.NaN);
        }
    }

    /** The photograph or the folder; without it or a style the command line is wrong. */
    Path requireContent(CommandLine line) {
        Path contentPath = content;
        if (contentPath == null || styles.isEmpty()) {
            throw new ParameterException(
                    line,
                    "Missing required option: '%s'"
                            .formatted(contentPath == null ? "--content=FILE" : "--style=FILE[:WEIGHT]"));
        }
        return contentPath;
    }

    /** Where only whole photographs are painted, from their own beginning. */
    void rejectMaskAndInitialImage() {
        if (mask != null || initialImage != null) {
            throw new UsageException("--mask and --start are for one picture; leave them away here.");
        }
    }

    /** What was typed as styles. */
    List<String> styles() {
        return styles;
    }

    /** The result's long side: as typed, or as it was, or {@code usual}. */
    int size(@Nullable Provenance repeated, int defaultSize) {
        return size != null ? size : repeated != null ? repeated.size() : defaultSize;
    }

    /** As typed, or as it was, or 1. */
    long seed(@Nullable Provenance repeated) {
        return seed != null ? seed : repeated != null ? repeated.seed() : 1;
    }

    /** The paintings with their weights, which are those of before where none were typed. */
    List<StyleTask.StyleImage> readStyles(SafeImageDecoder decoder, @Nullable Provenance repeated) throws IOException {
        List<StyleTask.StyleImage> sources = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            Picture picture = decoder.read(style(i).file());
            double weight = weight(i, repeated);
            sources.add(UsageException.asUsageError(() -> new StyleTask.StyleImage(picture, weight, null)));
        }
        return sources;
    }

    /** Reads the pictures. */
    StyleTask readTask(Path contentFile, @Nullable Provenance repeated, int defaultSize) throws IOException {
        SafeImageDecoder decoder = new SafeImageDecoder();
        Picture picture = decoder.read(contentFile);
        List<StyleTask.StyleImage> sources = readStyles(decoder, repeated);
        return UsageException.asUsageError(() -> new StyleTask(
                picture,
                sources,
                mask == null ? null : decoder.read(mask),
                initialImage == null ? null : decoder.read(initialImage),
                size(repeated, defaultSize),
                seed(repeated)));
    }

    /** The image files of a run, for its provenance. */
    Provenance.Inputs provenanceInputs(Path contentFile, @Nullable Provenance repeated) throws IOException {
        return new Provenance.Inputs(
                provenanceSource(contentFile, 1),
                styleSources(repeated),
                mask == null ? null : provenanceSource(mask, 1),
                initialImage == null ? null : provenanceSource(initialImage, 1));
    }

    private List<Provenance.SourceFile> styleSources(@Nullable Provenance repeated) throws IOException {
        List<Provenance.SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            sources.add(provenanceSource(style(i).file(), weight(i, repeated)));
        }
        return sources;
    }

    /** What the style may be known by: the hash of its file, and of its pixels as a server keeps them. */
    List<String> styleHashes(@Nullable Provenance repeated) throws IOException {
        List<String> hashes = new ArrayList<>(List.of(RatedSettings.styleHash(styleSources(repeated))));
        if (styles.size() == 1) {
            hashes.add(Hashes.sha256(PictureWriter.png(new SafeImageDecoder().read(style(0).file()))));
        }
        return hashes;
    }

    private WeightedStyle style(int i) {
        return WeightedStyle.parse(styles.get(i));
    }

    private double weight(int i, @Nullable Provenance repeated) {
        double typed = style(i).weight();
        if (!Double.isNaN(typed)) {
            return typed;
        }
        return repeated != null && repeated.styles().size() == styles.size()
                ? repeated.styles().get(i).weight()
                : 1;
    }

    private static Provenance.SourceFile provenanceSource(Path file, double weight) throws IOException {
        return new Provenance.SourceFile(
                String.valueOf(file.getFileName()), Checksum.sha256(file).hex(), weight);
    }
}
