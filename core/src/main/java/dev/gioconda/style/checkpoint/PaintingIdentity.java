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
 * Which painting this is: two with equal parts go the same way, so that one can go on where the other stopped.
 *
 * @param parts what decides it, by name: settings as text, pictures as SHA-256 of their pixels
 */
record PaintingIdentity(Map<String, String> parts) {

    /** Keeps the order. */
    PaintingIdentity {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** @param network the network and its weights, by name */
    static PaintingIdentity of(StyleRecipe recipe, String network, StyleTask task) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("recipe", StyleRecipes.toToml(recipe));
        parts.put("network", network);
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
        return new PaintingIdentity(parts);
    }

    /** The names of the parts that are not alike. */
    List<String> differences(Map<String, String> others) {
        List<String> names = new ArrayList<>();
        parts.forEach((name, value) -> {
            if (!value.equals(others.get(name))) {
                names.add(name);
            }
        });
        others.keySet().stream().filter(name -> !parts.containsKey(name)).forEach(names::add);
        return names;
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
