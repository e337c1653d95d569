package dev.gioconda.server.paint;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.jobs.JobSpec;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request for a style job, as JSON or as a form.
 *
 * @param content id of the content image from {@code POST /v1/images}
 * @param style id of the style image, or {@code gallery:NAME}
 * @param styleScale factor of the style image's size, 0.25 to 4; {@code detail} is its deprecated name
 */
public record StyleJobRequest(
        String content,
        String style,
        @Nullable String preset,
        @Nullable Integer size,
        @Nullable Double strength,
        @JsonAlias("detail") @Nullable Double styleScale,
        @JsonProperty("colours") @Nullable String colors,
        @Nullable Integer iterations,
        @Nullable Long seed,
        @JsonProperty("settings") @Nullable Boolean embedSettings,
        @Nullable Double emphasis) {

    private static final int DEFAULT_SIDE = 512;

    private static final Set<String> FORM_FIELDS = new TreeSet<>(Set.of(
            "content",
            "style",
            "preset",
            "size",
            "strength",
            "styleScale",
            "detail",
            "colours",
            "iterations",
            "seed",
            "settings",
            "emphasis"));

    /** Whether the server chooses the preset. */
    boolean leavesPresetOpen() {
        return preset == null || preset.equals(TunedVersion.PRESET_NAME);
    }

    /**
     * Converts the request to the settings of a job.
     *
     * @param maxSide limit of the long side on this server, in pixels
     * @param applied the tuned preset for this style; null for none
     */
    public JobSpec toSpec(int maxSide, TunedVersion.@Nullable AppliedTuning applied) {
        int side = size == null ? Math.min(DEFAULT_SIDE, maxSide) : size;
        if (side > maxSide) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The size is %d; the limit of this server is %d pixels. The limit of the command line is 4096 pixels."
                            .formatted(side, maxSide));
        }
        return new JobSpec(
                applied != null
                        ? applied.preset()
                        : preset == null || leavesPresetOpen() ? JobSpec.DEFAULT_PRESET : preset,
                side,
                strength == null ? 1 : strength,
                styleScale == null ? 1 : styleScale,
                colors == null ? "style" : colors,
                iterations == null ? 0 : iterations,
                seed == null ? 1 : seed,
                embedSettings != null && embedSettings,
                emphasis,
                applied == null ? null : applied.tuned());
    }

    /** Reads a form, such as {@code curl -F content=@face.jpg -F style=@painting.jpg -F preset=quick}. */
    static StyleJobRequest fromForm(Context context) {
        if (!FORM_FIELDS.containsAll(context.formParamMap().keySet())
                || !FORM_FIELDS.containsAll(context.uploadedFileMap().keySet())) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The form has an unknown field; expected %s.".formatted(String.join(", ", FORM_FIELDS)));
        }
        return new StyleJobRequest(
                "",
                context.formParam("style") == null ? "" : context.formParam("style"),
                context.formParam("preset"),
                integerField(context, "size"),
                doubleField(context, "strength"),
                doubleField(context, context.formParam("styleScale") == null ? "detail" : "styleScale"),
                context.formParam("colours"),
                integerField(context, "iterations"),
                seed(context),
                "true".equals(context.formParam("settings")),
                doubleField(context, "emphasis"));
    }

    private static @Nullable Double doubleField(Context context, String field) {
        String text = context.formParam(field);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException invalid) {
            throw new ProblemException(Problem.Kind.BAD_REQUEST, "%s is not a number.".formatted(field));
        }
    }

    private static @Nullable Integer integerField(Context context, String field) {
        Double number = doubleField(context, field);
        return number == null ? null : (Integer) number.intValue();
    }

    private static @Nullable Long seed(Context context) {
        Double number = doubleField(context, "seed");
        return number == null ? null : (Long) number.longValue();
    }
}
