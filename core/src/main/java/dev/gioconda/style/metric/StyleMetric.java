package dev.gioconda.style.metric;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Metric of stylized images that is comparable between networks and recipes: distances in the embedded backbone with float32, at layers that
 * no preset optimizes. Losses of different networks have different units and are not comparable.
 */
public final class StyleMetric {

    /** The layers whose features are compared. */
    public static final List<String> LAYERS =
            List.of("block1_conv2", "block2_conv2", "block3_conv4", "block4_conv4", "block5_conv4");

    /** Layers of the content distance; the lower ones represent texture, which should change. */
    private static final List<String> CONTENT_LAYERS = LAYERS.subList(2, LAYERS.size());

    private final FeatureExtractor extractor;

    /** @param extractor one network for all images that are compared */
    StyleMetric(FeatureExtractor extractor) {
        this.extractor = extractor;
    }

    /** The metric with the embedded backbone. */
    public static StyleMetric embedded() throws IOException {
        Pretrained pretrained = Pretrained.embedded();
        var network = pretrained.spec().build(0);
        network.load(pretrained.load());
        return new StyleMetric(
                new FeatureExtractor(network, pretrained.normalization(), Precision.FLOAT32, Border.REPLICATE, 1));
    }

    /**
     * Measures a stylized image.
     *
     * @param contentImage resized to the stylized image
     * @param styleImage resized to the stylized image
     * @param stylizedImage the result of a style transfer
     */
    public StyleScores measure(Picture contentImage, Picture styleImage, Picture stylizedImage) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Size size = Size.of(stylizedImage);
            Tensor contentPixels = ImageTensors.toTensor(ImageTensors.resize(contentImage, size));
            Tensor stylizedPixels = ImageTensors.toTensor(stylizedImage);
            Tensor stretchedPixels = ImageTensors.toTensor(
                    ImageTensors.resize(styleImage, size)); // stretched to the aspect ratio of the stylized image
            int side = Math.max(size.width(), size.height());
            Tensor stylePixels = ImageTensors.toTensor(
                    ImageTensors.resize(styleImage, Size.of(styleImage).withLongSide(side)));
            Map<String, FeatureMap> contentFeatures = extractor.features(contentPixels, LAYERS);
            Map<String, FeatureMap> stylizedFeatures = extractor.features(stylizedPixels, LAYERS);
            Map<String, FeatureMap> styleFeatures = extractor.features(stylePixels, LAYERS);
            Map<String, FeatureMap> stretchedFeatures = extractor.features(stretchedPixels, LAYERS);
            double styleDistance = 0;
            double contentDistance = 0;
            for (String layer : LAYERS) {
                FeatureMap p = map(contentFeatures, layer);
                FeatureMap q = map(stylizedFeatures, layer);
                StyleLoss.Target target = StyleLoss.WASSERSTEIN.target(map(styleFeatures, layer), size.pixels());
                styleDistance += ratio(target.distance(q), target.distance(p)) / LAYERS.size();
                if (CONTENT_LAYERS.contains(layer)) {
                    contentDistance +=
                            ratio(perceptualDistance(q, p), perceptualDistance(map(stretchedFeatures, layer), p))
                                    / CONTENT_LAYERS.size();
                }
            }
            return new StyleScores(
                    styleDistance,
                    contentDistance,
                    EdgeSimilarity.similarity(stylizedPixels, contentPixels),
                    ColorDistance.distance(stylizedPixels, stylePixels),
                    IdentitySimilarity.of(contentImage, stylizedImage, extractor)
                            .orElse(null));
        }
    }

    private static FeatureMap map(Map<String, FeatureMap> features, String layer) {
        return Objects.requireNonNull(features.get(layer));
    }

    private static double ratio(Tensor distance, Tensor unit) {
        return Tensors.scalar(distance) / Math.max(Tensors.scalar(unit), 1e-12);
    }

    /** {@code mean_m |f/|f| - p/|p||^2}, as LPIPS without trained weights (Zhang et al. 2018, arXiv 1801.03924). */
    private static Tensor perceptualDistance(FeatureMap a, FeatureMap b) {
        return normalized(a.rows()).sub(normalized(b.rows())).square().sum(1).mean();
    }

    private static Tensor normalized(Tensor rows) {
        Tensor length = Ops.plus(rows.square().sum(new long[] {1}, true, new ScalarTypeOptional()), 1e-8)
                .sqrt();
        return rows.div(length); // [m, c]
    }
}
