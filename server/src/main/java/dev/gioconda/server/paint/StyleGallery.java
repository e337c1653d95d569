package dev.gioconda.server.paint;

import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.jobs.StoredImage;
import dev.gioconda.server.http.Problem;
import dev.gioconda.server.http.ProblemException;
import dev.gioconda.style.gallery.ProceduralStyles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The built-in style images, which are generated procedurally. */
public final class StyleGallery {

    private final List<String> names = ProceduralStyles.names();
    private final Map<String, StoredImage> encoded = new ConcurrentHashMap<>();

    /**
     * @param name in requests, after {@code gallery:}
     * @param title for display
     * @param picture path of the image
     */
    public record GalleryEntry(String name, String title, String picture) {}

    /**
     * All styles.
     *
     * @param base prefix of the paths of the images
     */
    public List<GalleryEntry> entries(String base) {
        return names.stream()
                .map(name -> new GalleryEntry(name, title(name), base + "/v1/styles/" + name + ".png"))
                .toList();
    }

    /** A style image, drawn and encoded at its first use. */
    StoredImage find(String name) {
        if (!names.contains(name)) {
            throw new ProblemException(
                    Problem.Kind.NOT_FOUND, "There is no style of that name; GET {base}/v1/styles lists them.");
        }
        return encoded.computeIfAbsent(name, key -> StoredImage.of(key, PictureWriter.png(ProceduralStyles.draw(key))));
    }

    /** Draws and encodes the images that no request has asked for yet. */
    public void drawAll() {
        names.forEach(this::find);
    }

    private static String title(String name) {
        String words = name.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
