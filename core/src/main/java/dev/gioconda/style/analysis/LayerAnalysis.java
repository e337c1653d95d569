package dev.gioconda.style.analysis;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.ColorMode;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Scores each layer of a network for the content and for the style loss, to choose layers for a network without published ones.
 *
 * <p>Content: {@code mean corr(f(p), f(p')) - mean corr(f(p), f(q))} over content images p, where p' is p in the colors of a texture and
 * blended with it by {@link #TEXTURE_OPACITY}, q is p upside down, and corr is the correlation over the positions of all channels, each
 * centered. High for layers that represent layout rather than texture.
 *
 * <p>Style: {@code 1 - mean d(a, a') / mean d(a, b)} over textures in the colors of the first, where a and a' are two halves of one texture,
 * b is a half of another, and d is 1 minus the cosine between covariance matrices. High for layers whose statistics separate
 * textures. Both scores are our own; the style score measures the separation of textures in Gatys et al. 2016.
 *
 * @param extractor the network
 * @param side of the square images, in pixels
 */
public record LayerAnalysis(FeatureExtractor extractor, int side) {

    /** Opacity of the texture over a content image. */
    static final double TEXTURE_OPACITY = 0.3;

    /** Squares of 128 pixels. */
    public LayerAnalysis(FeatureExtractor extractor) {
        this(extractor, 128);
    }

    /**
     * Scores all layers.
     *
     * @param contentImages one or more
     * @param textures two or more
     * @param listener called after each layer; false stops
     * @return one score per layer, in the network's order
     */
    public List<LayerScore> measure(
            List<Picture> contentImages, List<Picture> textures, Predicate<LayerScore> listener) {
        if (contentImages.isEmpty() || textures.size() < 2) {
            throw new IllegalArgumentException(
                    "There are %d content images and %d textures; expected one or more and two or more."
                            .formatted(contentImages.size(), textures.size()));
        }
        List<LayerScore> scores = new ArrayList<>();
        try (PointerScope analysis = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor x = extractor.firstLayer(batch(contentImages, textures)); // [3 p + 2 t, c, h, w]
            int depth = extractor.network().depth();
            for (int layer = 0; layer < depth; layer++) {
                LayerScore score = layerScore(layer, x, contentImages.size());
                scores.add(score);
                if (!listener.test(score) || layer == depth - 1 || Math.min(x.size(2), x.size(3)) < 2) {
                    break;
                }
                Tensor next;
                try (PointerScope step = new PointerScope()) {
                    next = extractor
                            .network()
                            .forwardRange(x, layer + 1, layer + 2)
                            .retainReference();
                }
                x.close();
                x = next;
            }
            x.close();
        }
        return scores;
    }

    /** Content images, recolored with texture, upside down, and both halves of each texture. // [3 p + 2 t, 3, side, side] */
    private Tensor batch(List<Picture> contentImages, List<Picture> textures) {
        TensorVector squares = new TensorVector();
        List<Picture> fitted = contentImages.stream()
                .map(one -> ImageTensors.resize(one, new Size(side, side)))
                .toList();
        fitted.forEach(one -> squares.push_back(ImageTensors.toTensor(one)));
        for (int i = 0; i < fitted.size(); i++) {
            Picture texture = ImageTensors.resize(textures.get(i % textures.size()), new Size(side, side));
            Tensor recolored = ImageTensors.toTensor(ColorMode.LINEAR.prepareStyle(fitted.get(i), texture));
            squares.push_back(Ops.scale(recolored, 1 - TEXTURE_OPACITY)
                    .add(Ops.scale(ImageTensors.toTensor(texture), TEXTURE_OPACITY)));
        }
        fitted.forEach(one -> squares.push_back(ImageTensors.toTensor(one).flip(2)));
        for (int half = 0; half < 2; half++) {
            for (Picture texture : textures) {
                Picture colorMatched = ColorMode.LINEAR.prepareStyle(texture, textures.get(0));
                Tensor wide = ImageTensors.toTensor(ImageTensors.resize(colorMatched, new Size(2 * side, side)));
                squares.push_back(wide.narrow(3, (long) half * side, side));
            }
        }
        return torch.cat(squares, 0);
    }

    private LayerScore layerScore(int layer, Tensor outputs, int contentImages) {
        try (PointerScope scope = new PointerScope()) {
            Tensor maps = outputs.to(ScalarType.Float);
            int textures = ((int) maps.size(0) - 3 * contentImages) / 2;
            List<Tensor> layouts = IntStream.range(0, 3 * contentImages)
                    .mapToObj(i -> normalized(centered(maps, i)))
                    .toList();
            List<Tensor> statistics = IntStream.range(3 * contentImages, (int) maps.size(0))
                    .mapToObj(i -> centered(maps, i))
                    .map(rows -> normalized(rows.mm(rows.t())))
                    .toList(); // [c * c]
            return new LayerScore(
                    extractor.network().layerNames().get(layer),
                    (int) Math.round((double) side / maps.size(3)),
                    (int) maps.size(1),
                    contentScore(layouts, contentImages),
                    styleScore(statistics, textures));
        }
    }

    private static double contentScore(List<Tensor> layouts, int contentImages) {
        double same = 0;
        double other = 0;
        for (int i = 0; i < contentImages; i++) {
            same += dot(layouts.get(i), layouts.get(contentImages + i)) / contentImages;
            other += dot(layouts.get(i), layouts.get(2 * contentImages + i)) / contentImages;
        }
        return same - other;
    }

    private static double styleScore(List<Tensor> statistics, int textures) {
        double within = 0;
        double between = 0;
        for (int i = 0; i < textures; i++) {
            within += (1 - dot(statistics.get(i), statistics.get(textures + i))) / textures;
            for (int j = 0; j < textures; j++) {
                if (i != j) {
                    between +=
                            (1 - dot(statistics.get(i), statistics.get(textures + j))) / (textures * (textures - 1.0));
                }
            }
        }
        return between < 1e-9 ? 0 : 1 - within / between;
    }

    /** Centered channels of one image. // [c, m] */
    private static Tensor centered(Tensor maps, int picture) {
        Tensor rows = maps.select(0, picture).reshape(maps.size(1), -1);
        return rows.sub(rows.mean(new long[] {1}, true, new ScalarTypeOptional()));
    }

    private static Tensor normalized(Tensor values) {
        Tensor flat = values.reshape(-1);
        return flat.div(Ops.plus(flat.square().sum().sqrt(), 1e-12));
    }

    private static double dot(Tensor a, Tensor b) {
        return Tensors.scalar(a.dot(b));
    }
}
