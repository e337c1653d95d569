package dev.gioconda.style.checkpoint;

import dev.gioconda.file.Hashes;
import dev.gioconda.image.Picture;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a style transfer: a run resumes from a checkpoint only if both have the same identity, since only then the result is that of
 * an uninterrupted run.
 *
 * @param parts by name: settings as text, images as SHA-256 of their pixels
 */
record StylizationIdentity(Map<String, String> parts) {

    /** The part with the recipe as TOML. */
    static final String RECIPE = "recipe";

    private static final String NETWORK = "network";

    /** Copies; keeps the order. */
    StylizationIdentity {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** @param network label of network and weights, see {@code LoadedRecipe.label} */
    static StylizationIdentity of(StyleRecipe recipe, String network, StyleTask task) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(RECIPE, StyleRecipes.toToml(recipe));
        parts.put(NETWORK, network);
        parts.put("content", hash(task.content()));
        for (int i = 0; i < task.styles().size(); i++) {
            StyleTask.StyleImage style = task.styles().get(i);
            parts.put(
                    "style " + (i + 1),
                    "%s weight %s mask %s".formatted(hash(style.picture()), style.weight(), hash(style.mask())));
        }
        parts.put("mask", hash(task.mask()));
        parts.put("start", hash(task.initialImage()));
        parts.put("size", String.valueOf(task.longSide()));
        parts.put("seed", String.valueOf(task.seed()));
        return new StylizationIdentity(parts);
    }

    /** Names of the parts that differ from those of a checkpoint. */
    List<String> differences(Map<String, String> others) {
        List<String> names = new ArrayList<>();
        parts.forEach((name, value) -> {
            if (!value.equals(others.get(name)) && !isEarlierLabel(name, value, others.get(name))) {
                names.add(name);
            }
        });
        others.keySet().stream().filter(name -> !parts.containsKey(name)).forEach(names::add);
        return names;
    }

    /** Servers up to version 0.1.0 stored the name of the weights alone. */
    private static boolean isEarlierLabel(String name, String label, @Nullable String stored) {
        return name.equals(NETWORK) && stored != null && label.endsWith(", " + stored + " weights");
    }

    private static String hash(@Nullable Picture picture) {
        if (picture == null) {
            return "none";
        }
        ByteBuffer bytes = ByteBuffer.allocate(8 + picture.rgb().length);
        bytes.putInt(picture.width()).putInt(picture.height()).put(picture.rgb());
        return Hashes.sha256(bytes.array());
    }
}
