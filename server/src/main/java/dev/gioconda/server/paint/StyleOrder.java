package dev.gioconda.server.paint;

import dev.gioconda.jobs.JobOrder;
import dev.gioconda.preference.TunedVersion;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * An order as it comes, in JSON or as a form.
 *
 * @param content an id of {@code /v1/images}
 * @param style likewise, or {@code gallery:NAME}
 */
public record StyleOrder(
        String content,
        String style,
        @Nullable String preset,
        @Nullable Integer size,
        @Nullable Double strength,
        @Nullable Double detail,
        @Nullable String colours,
        @Nullable Integer iterations,
        @Nullable Long seed,
        @Nullable Boolean settings,
        @Nullable Double emphasis) {

    private static final int USUAL_SIDE = 512;

    /** Whether it is left to us. */
    boolean open() {
        return preset == null || preset.equals(TunedVersion.NAME);
    }

    /**
     * For the desk.
     *
     * @param largest long side that is painted here, in pixels
     * @param applied what ratings say; null where they do not
     */
    public JobOrder order(int largest, TunedVersion.@Nullable Applied applied) {
        int side = size == null ? Math.min(USUAL_SIDE, largest) : size;
        if (side > largest) {
            throw new ProblemException(
                    Problem.Kind.BAD_REQUEST,
                    "The size is %d; this server paints up to %d pixels. The command line paints up to 4096."
                            .formatted(side, largest));
        }
        return new JobOrder(
                applied != null ? applied.preset() : preset == null || open() ? JobOrder.USUAL_PRESET : preset,
                side,
                strength == null ? 1 : strength,
                detail == null ? 1 : detail,
                colours == null ? "style" : colours,
                iterations == null ? 0 : iterations,
                seed == null ? 1 : seed,
                settings != null && settings,
                emphasis,
                applied == null ? null : applied.tuned());
    }

    /** What comes of {@code curl -F content=@face.jpg -F style=@painting.jpg -F preset=quick}. */
    static StyleOrder ofForm(Context context) {
        return new StyleOrder(
                "",
                context.formParam("style") == null ? "" : context.formParam("style"),
                context.formParam("preset"),
                whole(context, "size"),
                number(context, "strength"),
                number(context, "detail"),
                context.formParam("colours"),
                whole(context, "iterations"),
                seed(context),
                "true".equals(context.formParam("settings")),
                number(context, "emphasis"));
    }

    private static @Nullable Double number(Context context, String field) {
        String text = context.formParam(field);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException none) {
            throw new ProblemException(Problem.Kind.BAD_REQUEST, "%s is no number.".formatted(field));
        }
    }

    private static @Nullable Integer whole(Context context, String field) {
        Double number = number(context, field);
        return number == null ? null : (Integer) number.intValue();
    }

    private static @Nullable Long seed(Context context) {
        Double number = number(context, "seed");
        return number == null ? null : (Long) number.longValue();
    }
}
