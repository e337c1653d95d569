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
 * What a painting was made of and how, so that it can be made again. It names files without their folders and holds no time, so that
 * the same painting has the same provenance.
 *
 * @param format of this record, {@link #FORMAT}
 * @param program with its version
 * @param recipe as TOML, with the precision that was used
 * @param backbone the network that looked
 * @param weights its weights, by name
 * @param weightsSha256 the weight file's SHA-256; null where the weights are part of the program or random
 * @param size the long side, in pixels
 * @param seed of noise and random weights
 * @param threads that computed; sums depend on how they are split
 * @param content the photograph
 * @param styles the paintings
 * @param mask of the painting; null for none
 * @param initialImage what it began with; null for the recipe's initialisation
 * @param preset the recipe's name before anything was changed; null where it was not written down, as in format 1
 * @param tunedVersion the version of the tuned preset that changed it; null for none
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

    /** The format that this program writes; it reads every format up to it. */
    public static final int FORMAT = 2;

    /** Under which keyword a PNG file keeps it. */
    public static final String KEYWORD = "gioconda.settings";

    private static final JsonMapper JSON = new JsonMapper();

    /** Checks what JSON may lack, and copies the list. */
    public Provenance {
        for (Object needed : new Object[] {program, recipe, backbone, weights, content}) {
            Objects.requireNonNull(needed);
        }
        styles = List.copyOf(styles);
    }

    /**
     * A picture file.
     *
     * @param name without folders
     * @param sha256 of its bytes, in hexadecimal
     * @param weight relative to the other styles; 1 for what is no style
     */
    public record SourceFile(String name, String sha256, double weight) {

        /** Checks what JSON may lack. */
        public SourceFile {
            Objects.requireNonNull(name);
            Objects.requireNonNull(sha256);
        }

        private boolean differs(SourceFile other) {
            return !sha256.equals(other.sha256);
        }
    }

    /** As JSON that {@link #parse} reads back. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("The settings could not be written as JSON.", impossible);
        }
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param origin the file it was found in, for messages
     * @throws IllegalArgumentException when it is something else, or of a newer format
     */
    public static Provenance parse(String json, String origin) {
        try {
            JsonNode tree = JSON.readTree(json); // the format first: a newer one may have other fields
            int format = tree.path("format").asInt();
            if (format > FORMAT) {
                throw new IllegalArgumentException(
                        "%s has settings of format %d, this program knows up to %d; update Gioconda."
                                .formatted(origin, format, FORMAT));
            }
            Provenance read = JSON.treeToValue(tree, Provenance.class);
            if (read.styles().isEmpty()) {
                throw new IllegalArgumentException("The settings in %s name no style.".formatted(origin));
            }
            return read;
        } catch (JsonProcessingException | NullPointerException damaged) { // a missing text or list
            throw new IllegalArgumentException(
                    "The settings in %s are damaged: they cannot be read as JSON of format %d. Take the original file."
                            .formatted(origin, FORMAT),
                    damaged);
        }
    }

    /**
     * What of another painting's ingredients is not this one's, each as a sentence; empty when it will be the same picture, on the same
     * machine.
     *
     * @param now the other painting
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
            differences.add("The %s is another picture: %s has sha256 %s…, it was %s with %s…."
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
