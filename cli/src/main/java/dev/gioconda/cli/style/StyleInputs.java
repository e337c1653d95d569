package dev.gioconda.cli.style;

import dev.gioconda.cli.command.InputImage;
import dev.gioconda.cli.command.UsageException;
import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.preference.RatedSettings;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.checkpoint.Provenance;
import dev.gioconda.weights.fetch.Checksum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The images of a style transfer. */
final class StyleInputs {

    private static final long DEFAULT_SEED = 1;

    /** Default long side of the result, in pixels. */
    static final int DEFAULT_SIZE = 512;

    @Option(
            names = "--content",
            paramLabel = "FILE|FOLDER",
            description = "The content image (JPEG, PNG, WebP, GIF, BMP or TIFF), or a folder of images. Required.")
    private @Nullable Path content;

    @Option(
            names = "--style",
            paramLabel = "FILE[:WEIGHT]",
            description = "The style image. Repeatable, with a weight each, such as a.jpg:2. Required.")
    private List<String> styles = new ArrayList<>();

    @Option(
            names = "--mask",
            paramLabel = "FILE|PART",
            description =
                    "Where the image is stylized: a mask, white where it is and black where it is not, or a part of the content image: ${COMPLETION-CANDIDATES}; person and background need person-mask (gioconda weights fetch person-mask), lips, eyes and skin need face-mesh. Default: all of it.",
            completionCandidates = ContentParts.class)
    private @Nullable String mask;

    @Option(
            names = "--init-image",
            paramLabel = "FILE",
            description = "An image that the optimization starts from, instead of --init.")
    private @Nullable Path initialImage;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Long side of the result. Default: " + DEFAULT_SIZE + "; " + StyleFramesCommand.DEFAULT_SIZE
                    + " for frames, " + StyleSheetCommand.VARIANT_SIDE + " for a sheet.")
    private @Nullable Integer size;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of noise and random weights. Default: " + DEFAULT_SEED + ".")
    private @Nullable Long seed;

    @Mixin
    private InputImage images = new InputImage();

    private record WeightedStyle(Path file, double weight) {

        private static WeightedStyle parse(String text) {
            int colon = text.lastIndexOf(':');
            boolean weighted = colon > 0 && text.substring(colon + 1).matches("[0-9]+(\\.[0-9]+)?");
            return new WeightedStyle(
                    Path.of(weighted ? text.substring(0, colon) : text),
                    weighted ? Double.parseDouble(text.substring(colon + 1)) : Double.NaN);
        }
    }

    /** The content image or folder; a usage error if it or the style is missing. */
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

    /** Rejects options that frames do not support. */
    void rejectMaskAndInitialImage() {
        if (mask != null || initialImage != null) {
            throw new UsageException("--mask and --init-image need a single content image; omit them here.");
        }
    }

    /** The values of --style. */
    List<String> styles() {
        return styles;
    }

    /** Long side of the result: as given, else as in the earlier image, else the default. */
    int size(@Nullable Provenance earlier, int defaultSize) {
        return size != null ? size : earlier != null ? earlier.size() : defaultSize;
    }

    /** The seed: as given, else as in the earlier image, else 1. */
    long seed(@Nullable Provenance earlier) {
        return seed != null ? seed : earlier != null ? earlier.seed() : DEFAULT_SEED;
    }

    /** The image files that are named by the options. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        Stream.of(content, maskFile(), initialImage).filter(Objects::nonNull).forEach(files::add);
        styles.forEach(style -> files.add(WeightedStyle.parse(style).file()));
        return files;
    }

    /** How the images are read. */
    InputImage images() {
        return images;
    }

    /** Reads the style images; weights that are not given are those of the earlier image. */
    List<StyleTask.StyleImage> readStyles(@Nullable Provenance earlier) throws IOException {
        List<StyleTask.StyleImage> sources = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            Picture picture = images.read(style(i).file());
            double weight = weight(i, earlier);
            sources.add(UsageException.asUsageError(() -> new StyleTask.StyleImage(picture, weight, null)));
        }
        return sources;
    }

    /** Reads all images. */
    StyleTask readTask(Path contentFile, @Nullable Provenance earlier, int defaultSize) throws IOException {
        Picture picture = images.read(contentFile);
        List<StyleTask.StyleImage> sources = readStyles(earlier);
        return UsageException.asUsageError(() -> new StyleTask(
                picture,
                sources,
                readMask(picture),
                initialImage == null ? null : images.read(initialImage),
                size(earlier, defaultSize),
                seed(earlier)));
    }

    /**
     * The image files of a run, for its provenance.
     *
     * @param usedMask of the run's task
     */
    Provenance.Inputs provenanceInputs(Path contentFile, @Nullable Picture usedMask, @Nullable Provenance earlier)
            throws IOException {
        return new Provenance.Inputs(
                provenanceSource(contentFile, 1),
                styleSources(earlier),
                maskSource(usedMask),
                initialImage == null ? null : provenanceSource(initialImage, 1));
    }

    /** The file of the mask; null if there is none, or if it is a part of the content image. */
    private @Nullable Path maskFile() {
        String given = mask;
        return given == null || ContentPart.named(given).isPresent() ? null : Path.of(given);
    }

    private @Nullable Picture readMask(Picture contentImage) throws IOException {
        String given = mask;
        if (given == null) {
            return null;
        }
        Path file = maskFile();
        return file == null ? ContentPart.named(given).orElseThrow().mask(contentImage) : images.read(file);
    }

    /** The mask's file; for a part of the content image its name and the hash of its pixels. */
    private Provenance.@Nullable SourceFile maskSource(@Nullable Picture used) throws IOException {
        String given = mask;
        Path file = maskFile();
        if (given == null || used == null) {
            return null;
        }
        return file == null
                ? new Provenance.SourceFile(given, Hashes.sha256(used.rgb()), 1)
                : provenanceSource(file, 1);
    }

    private List<Provenance.SourceFile> styleSources(@Nullable Provenance earlier) throws IOException {
        List<Provenance.SourceFile> sources = new ArrayList<>();
        for (int i = 0; i < styles.size(); i++) {
            sources.add(provenanceSource(style(i).file(), weight(i, earlier)));
        }
        return sources;
    }

    /** The hashes that identify the style in ratings: of its file, and of its pixels as a server stores them. */
    List<String> styleHashes(@Nullable Provenance earlier) throws IOException {
        List<String> hashes = new ArrayList<>(List.of(RatedSettings.styleHash(styleSources(earlier))));
        if (styles.size() == 1) {
            hashes.add(Hashes.sha256(PictureWriter.png(images.read(style(0).file()))));
        }
        return hashes;
    }

    private WeightedStyle style(int i) {
        return WeightedStyle.parse(styles.get(i));
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

    private static Provenance.SourceFile provenanceSource(Path file, double weight) throws IOException {
        return new Provenance.SourceFile(
                String.valueOf(file.getFileName()), Checksum.sha256(file).hex(), weight);
    }
}
