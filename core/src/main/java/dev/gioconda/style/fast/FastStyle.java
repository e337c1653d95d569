package dev.gioconda.style.fast;

import dev.gioconda.image.Picture;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.canvas.ImageTensors;
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
    public static final int MAX_SIDE = 2048;

    /**
     * Opens a style.
     *
     * @param style as {@link FastStyleFiles#find} reads it
     */
    public static FastStyle load(String style) throws IOException {
        Path folder = FastStyleFiles.find(style);
        FastStyleManifest manifest = FastStyleFiles.manifest(folder);
        return new FastStyle(manifest, FastStyleFiles.network(folder, manifest));
    }

    /**
     * Paints.
     *
     * @param longSide of the result, in pixels, {@value StyleTask#MIN_SIDE} to {@value #MAX_SIDE}
     */
    public Picture stylize(Picture content, int longSide) {
        if (longSide < StyleTask.MIN_SIDE || longSide > MAX_SIDE) {
            throw new IllegalArgumentException("The size is %d pixels; a fast style paints %d to %d."
                    .formatted(longSide, StyleTask.MIN_SIDE, MAX_SIDE));
        }
        return stylize(network, content, longSide);
    }

    static Picture stylize(TransformNet network, Picture content, int longSide) {
        Size size = Size.of(content).withLongSide(longSide);
        Size padded =
                new Size(Math.max(TransformNet.MIN_SIDE, size.width()), Math.max(TransformNet.MIN_SIDE, size.height()));
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            return ImageTensors.toPicture(network.forward(ImageTensors.toTensor(ImageTensors.resize(content, padded))));
        }
    }
}
