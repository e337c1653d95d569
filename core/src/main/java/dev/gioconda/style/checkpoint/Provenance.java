package dev.gioconda.style.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and settings of a stylized image, which reproduce it. It names files without folders and contains no time, so that equal runs
 * have equal provenance.
 *
 * @param format of this record, at most {@link #FORMAT}
 * @param program name and version
 * @param recipe as TOML, with the precision that was used
 * @param backbone name of the network
 * @param weights name of its weights
 * @param weightsSha256 SHA-256 of the weight file; null for weights that are part of the program or random
 * @param size long side, in pixels
 * @param seed of noise and random weights
 * @param threads number of threads; it changes the order of sums and with it the rounding
 * @param content the content image
 * @param styles the style images
 * @param mask of the stylized region; null for none
 * @param initialImage the initial image; null for the recipe's initialization
 * @param preset name of the recipe before changes; null in format 1, which does not store it
 * @param tunedVersion version of the tuned preset that changed the recipe; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        int format,
        String program,
        String recipe,
        String backbone,
        String weights,
        @Nullable String weightsSha256,
        int size,
        long seed,
        int threads,
        SourceFile content,
        List<SourceFile> styles,
        @Nullable SourceFile mask,
        @JsonProperty("start") @Nullable SourceFile initialImage,
        @Nullable String preset,
        @JsonProperty("tuned") @Nullable Integer tunedVersion) {

    /** The format that this version writes; all formats up to it are read. */
    public static final int FORMAT = 2;

    /** Keyword of the PNG text chunk that stores it. */
    public static final String KEYWORD = "gioconda.settings";

    private static final JsonMapper JSON = new JsonMapper();

    /** Rejects fields that are missing in the JSON, and copies the list. */
    public Provenance {
        for (Object needed : new Object[] {program, recipe, backbone, weights, content}) {
            Objects.requireNonNull(needed);
        }
        styles = List.copyOf(styles);
    }

    /**
     * The image files of a run.
     *
     * @param content the content image
     * @param styles the style images
     * @param mask null for none
     * @param initialImage null for none
     */
    public record Inputs(
            SourceFile content,
            List<SourceFile> styles,
            @Nullable SourceFile mask,
            @Nullable SourceFile initialImage) {

        /** Copies the list. */
        public Inputs {
            styles = List.copyOf(styles);
        }

        /** One style, without mask and initial image. */
        public static Inputs of(SourceFile content, SourceFile style) {
            return new Inputs(content, List.of(style), null, null);
        }
    }

    /**
     * An image file.
     *
     * @param name without folders
     * @param sha256 of its bytes, in hexadecimal
     * @param weight of a style relative to the other styles; 1 for other images
     */
    public record SourceFile(String name, String sha256, double weight) {

        /** Rejects fields that are missing in the JSON. */
        public SourceFile {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
        }

        private boolean differs(SourceFile other) {
            return !sha256.equals(other.sha256);
        }
    }

    /** Serializes to JSON; {@link #parse} reads it. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("The settings could not be written as JSON.", impossible);
        }
    }

    /**
     * Parses the JSON of {@link #toJson}.
     *
     * @param origin the file that contains it, for messages
     * @throws IllegalArgumentException when it is damaged or of a newer format
     */
    public static Provenance parse(String json, String origin) {
        try {
            JsonNode tree = JSON.readTree(json); // the format first: a newer one can have other fields
            int format = tree.path("format").asInt();
            if (format > FORMAT) {
                throw new IllegalArgumentException(
                        "%s has settings of format %d, this program knows up to %d; update Gioconda."
                                .formatted(origin, format, FORMAT));
            }
            Provenance read = JSON.treeToValue(tree, Provenance.class);
            if (read.styles().isEmpty()) {
                throw new IllegalArgumentException("The settings in %s have no style.".formatted(origin));
            }
            return read;
        } catch (JsonProcessingException | NullPointerException damaged) { // NullPointerException: a field is missing
            throw new IllegalArgumentException(
                    "The settings in %s are damaged: they cannot be read as JSON of format %d. Take the original file."
                            .formatted(origin, FORMAT),
                    damaged);
        }
    }

    /**
     * Differences to the provenance of another run, each as a sentence; empty when both give the same image on the same machine.
     *
     * @param now the other provenance
     */
    public List<String> differences(Provenance now) {
        List<String> differences = new ArrayList<>();
        compareFiles(differences, "content", content, now.content());
        if (styles.size() != now.styles().size()) {
            differences.add("There were %d styles, now there are %d."
                    .formatted(styles.size(), now.styles().size()));
        }
        for (int i = 0; i < Math.min(styles.size(), now.styles().size()); i++) {
            SourceFile before = styles.get(i);
            SourceFile current = now.styles().get(i);
            compareFiles(differences, "style", before, current);
            compareValues(differences, "weight of " + current.name(), before.weight(), current.weight());
        }
        compareFiles(differences, "mask", mask, now.mask());
        compareFiles(differences, "start", initialImage, now.initialImage());
        compareValues(differences, "recipe", recipe.strip(), now.recipe().strip());
        compareValues(differences, "backbone", backbone, now.backbone());
        if (!weights.equals(now.weights()) || Objects.equals(weightsSha256, now.weightsSha256())) {
            compareValues(differences, "weights", weights, now.weights());
        } else {
            differences.add("The weight file %s has another content than it had (sha256 %s, it was %s)."
                    .formatted(weights, now.weightsSha256(), weightsSha256));
        }
        compareValues(differences, "size", size, now.size());
        compareValues(differences, "seed", seed, now.seed());
        compareValues(differences, "number of threads", threads, now.threads());
        compareValues(differences, "program", program, now.program());
        return differences;
    }

    private static void compareFiles(
            List<String> differences, String label, @Nullable SourceFile before, @Nullable SourceFile now) {
        if (before == null || now == null) {
            if (before != null || now != null) {
                differences.add(
                        before == null
                                ? "There was no %s, now there is one.".formatted(label)
                                : "There was a %s, %s; now there is none.".formatted(label, before.name()));
            }
        } else if (before.differs(now)) {
            differences.add("The %s is another image: %s has sha256 %s…, it was %s with %s…."
                    .formatted(label, now.name(), shortHash(now), before.name(), shortHash(before)));
        }
    }

    private static String shortHash(SourceFile source) {
        return source.sha256().substring(0, Math.min(12, source.sha256().length()));
    }

    private static void compareValues(List<String> differences, String label, Object before, Object now) {
        if (!before.equals(now)) {
            boolean multiline = String.valueOf(now).contains("\n");
            differences.add(
                    multiline
                            ? "The %s has other settings than it had.".formatted(label)
                            : "The %s is %s, it was %s.".formatted(label, now, before));
        }
    }
}
