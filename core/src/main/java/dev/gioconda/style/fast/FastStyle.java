package dev.gioconda.style.fast;

import dev.gioconda.image.Picture;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * A style whose network paints a picture in one pass.
 *
 * @param manifest what it is
 * @param network in evaluation mode
 */
public record FastStyle(FastStyleManifest manifest, TransformNet network) {

    /** The largest result's long side, in pixels: at 2,048 a pass takes about 2 GiB. */
    public static final int LARGEST = 2048;

    /**
     * Opens a style.
     *
     * @param style as {@link FastStyleFiles#find} reads it
     */
    public static FastStyle open(String style) throws IOException {
        Path folder = FastStyleFiles.find(style);
        FastStyleManifest manifest = FastStyleFiles.manifest(folder);
        return new FastStyle(manifest, FastStyleFiles.network(folder, manifest));
    }

    /**
     * Paints.
     *
     * @param longSide of the result, in pixels, {@value StyleTask#SMALLEST} to {@value #LARGEST}
     */
    public Picture paint(Picture photograph, int longSide) {
        if (longSide < StyleTask.SMALLEST || longSide > LARGEST) {
            throw new IllegalArgumentException("The size is %d pixels; a fast style paints %d to %d."
                    .formatted(longSide, StyleTask.SMALLEST, LARGEST));
        }
        return paint(network, photograph, longSide);
    }

    static Picture paint(TransformNet network, Picture photograph, int longSide) {
        Size size = Size.of(photograph).fitted(longSide);
        Size least =
                new Size(Math.max(TransformNet.SMALLEST, size.width()), Math.max(TransformNet.SMALLEST, size.height()));
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return Canvas.picture(network.forward(Canvas.of(Canvas.sized(photograph, least))));
        }
    }
}
