package dev.gioconda.server.http;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The precompiled templates of the pages. */
public final class Templates {

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.gioconda.server.pages");

    /** Renders a page as the response. Its links start with the parameter {@code base}, the {@link BasePath}. */
    public void render(Context context, String template, Map<String, ? extends @Nullable Object> values) {
        StringOutput out = new StringOutput();
        Map<String, @Nullable Object> parameters = new HashMap<>(values);
        parameters.put("base", BasePath.of(context));
        engine.render(template, parameters, out);
        context.html(out.toString());
    }
}
