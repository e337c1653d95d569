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
public record Beginning(String id, Path folder, List<String> feedback, String reason) {

    private static final int LONGEST_LINE = 1000;

    /** With nothing. */
    static Beginning nothing(String reason) {
        return new Beginning("", Path.of(""), List.of(), reason);
    }

    /**
     * The champion, or its youngest parent that learnt from no picture but these.
     *
     * @param allowed hashes of pictures
     */
    static Beginning of(ModelRegistry registry, Manifest champion, Path folder, List<String> allowed)
            throws IOException {
        Set<String> known = new HashSet<>(allowed);
        Manifest manifest = champion;
        Path at = folder;
        for (int step = 0; step < LONGEST_LINE; step++) {
            long gone = manifest.feedback().stream()
                    .filter(hash -> !known.contains(hash))
                    .count();
            if (gone == 0) {
                return new Beginning(
                        manifest.id(),
                        at,
                        manifest.feedback(),
                        step == 0
                                ? "the champion"
                                : "the champion's parents after it learnt from pictures that are gone");
            }
            VersionId parent = parent(manifest);
            if (parent == null || !registry.versions().contains(parent)) {
                break;
            }
            at = registry.fetch(parent);
            manifest = ModelFiles.manifest(at);
        }
        return nothing("the champion and all its parents that are here learnt from pictures that are gone");
    }

    private static @org.jspecify.annotations.Nullable VersionId parent(Manifest manifest) {
        try {
            return VersionId.parse(manifest.parent());
        } catch (IllegalArgumentException none) { // from scratch, or from a backbone
            return null;
        }
    }
}
