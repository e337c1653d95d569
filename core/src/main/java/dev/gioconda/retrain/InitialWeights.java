package dev.gioconda.retrain;

import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.registry.ModelRegistry;
import dev.gioconda.registry.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose weights a challenger begins with. Weights remember what they learnt; so a version that learnt from a picture which is no
 * longer there, or is no longer accepted, is passed over for its parent, and so on, at last for nothing.
 *
 * @param id {@code name/version}; empty to begin with nothing
 * @param folder of that version; the empty path for none
 * @param feedback the pictures from users that it and its parents learnt from
 * @param reason why it is this one, in a sentence
 */
public record InitialWeights(String id, Path folder, List<String> feedback, String reason) {

    private static final int MAX_ANCESTORS = 1000;

    /** With nothing. */
    static InitialWeights fromScratch(String reason) {
        return new InitialWeights("", Path.of(""), List.of(), reason);
    }

    /**
     * The champion, or its youngest parent that learnt from no picture but these.
     *
     * @param allowed hashes of pictures
     */
    static InitialWeights of(ModelRegistry registry, Manifest champion, Path folder, List<String> allowed)
            throws IOException {
        Set<String> known = new HashSet<>(allowed);
        Manifest manifest = champion;
        Path current = folder;
        for (int generation = 0; generation < MAX_ANCESTORS; generation++) {
            long missing = manifest.feedback().stream()
                    .filter(hash -> !known.contains(hash))
                    .count();
            if (missing == 0) {
                return new InitialWeights(
                        manifest.id(),
                        current,
                        manifest.feedback(),
                        generation == 0
                                ? "the champion"
                                : "the champion's parents after it learnt from pictures that are gone");
            }
            VersionId parent = parent(manifest);
            if (parent == null || !registry.versions().contains(parent)) {
                break;
            }
            current = registry.fetch(parent);
            manifest = ModelFiles.manifest(current);
        }
        return fromScratch("the champion and all its parents that are here learnt from pictures that are gone");
    }

    private static @org.jspecify.annotations.Nullable VersionId parent(Manifest manifest) {
        try {
            return VersionId.parse(manifest.parent());
        } catch (IllegalArgumentException none) { // from scratch, or from a backbone
            return null;
        }
    }
}
