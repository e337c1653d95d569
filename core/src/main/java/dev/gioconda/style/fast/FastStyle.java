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
 * A fast style: a feed-forward network trained on one artwork, which stylizes an image in a single pass.
 *
 * @param manifest its description
 * @param network in evaluation mode
 */
public record FastStyle(FastStyleManifest manifest, TransformNet network) {

    /** Maximum long side of the result, in pixels; at 2,048 a pass needs about 2 GiB. */
    public static final int MAX_SIDE = 2048;

    /**
     * Loads a style.
     *
     * @param style as {@link FastStyleFiles#find} reads it
     */
    public static FastStyle load(String style) throws IOException {
        Path folder = FastStyleFiles.find(style);
        FastStyleManifest manifest = FastStyleFiles.manifest(folder);
        return new FastStyle(manifest, FastStyleFiles.network(folder, manifest));
    }

    /**
     * Stylizes an image.
     *
     * @param longSide of the result, in pixels, {@value StyleTask#MIN_SIDE} to {@value #MAX_SIDE}
     */
    public Picture stylize(Picture content, int longSide) {
        if (longSide < StyleTask.MIN_SIDE || longSide > MAX_SIDE) {
            throw new IllegalArgumentException("The size is %d pixels; expected %d to %d for a fast style."
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
