package dev.gioconda.style.fast;

import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.style.loss.LossValues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a trained fast style as a version: weights, manifest and model card.
 *
 * @param name of the style, such as {@code starry-night}
 * @param version {@code yyyyMMdd-HHmmss} in UTC
 * @param title of the artwork, with its artist
 * @param styleSha256 SHA-256 of the style image's file
 * @param contentImages the training images in words: how many of what
 */
public record FastStyleVersion(String name, String version, String title, String styleSha256, String contentImages) {

    /**
     * Writes the version.
     *
     * @param styles the version is written to {@code <styles>/<name>/<version>}
     * @return the version's folder
     */
    public Path write(Path styles, FastRecipe recipe, FastTraining.FastTrainingResult result) throws IOException {
        LossValues losses = result.losses();
        FastStyleManifest manifest = new FastStyleManifest(
                FastStyleManifest.FORMAT,
                name,
                version,
                new TreeMap<>(Map.of("title", title, "sha256", styleSha256)),
                contentImages,
                new TreeMap<>(Map.of("content", losses.content(), "style", losses.style(), "total", losses.total())),
                recipe.toToml(),
                Map.of());
        Path folder = styles.resolve(name).resolve(version);
        FastStyleFiles.write(folder, manifest, result.network().state(), card(manifest));
        return folder;
    }

    private static String card(FastStyleManifest manifest) {
        return String.format(
                Locale.ROOT,
                """
                # %s

                Stylizes any image in the style of "%s" in a single pass; trained by `gioconda style learn`.

                - Trained on: %s.
                - Style loss relative to the unchanged content images: %.3f; content loss %.3f.

                The recipe is in `manifest.json`.
                """,
                manifest.name(),
                manifest.styleImage().get("title"),
                manifest.contentImages(),
                manifest.metrics().get("style"),
                manifest.metrics().get("content"));
    }
}
