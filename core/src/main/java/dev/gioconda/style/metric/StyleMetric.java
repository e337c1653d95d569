package dev.gioconda.style.metric;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.recognition.FaceEmbedder;
import dev.gioconda.recognition.FaceEmbedders;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Metric of stylized images that is comparable between networks and recipes: distances of features at layers that no preset optimizes, in
 * float32, and measures of what networks do wrong: periodic texture, streaks along the border, lost faces. Losses of different networks have
 * different units and are not comparable.
 */
public final class StyleMetric implements AutoCloseable {

    /** Layers of a VGG that no preset optimizes; the lower ones represent texture, which should change. */
    private static final Layers VGG = new Layers(
            List.of("block1_conv2", "block2_conv2", "block3_conv4", "block4_conv4", "block5_conv4"),
            List.of("block3_conv4", "block4_conv4", "block5_conv4"));

    /** Layers of SqueezeNet that no preset optimizes. */
    private static final Layers SQUEEZENET = new Layers(
            List.of("features.0", "features.2", "features.6", "features.9", "features.12"),
            List.of("features.6", "features.9", "features.12"));

    private final FeatureExtractor extractor;
    private final Layers layers;
    private final FaceEmbedder embedder;
    private final String label;

    /**
     * Compared layers.
     *
     * @param style of the style distance
     * @param content of the content distance
     */
    private record Layers(List<String> style, List<String> content) {}

    private StyleMetric(FeatureExtractor extractor, Layers layers, FaceEmbedder embedder, String label) {
        this.extractor = extractor;
        this.layers = layers;
        this.embedder = embedder;
        this.label = label;
    }

    /** The metric with the best network on this machine: official VGG19, else SqueezeNet, else the one that is part of the program. */
    public static StyleMetric installed() throws IOException {
        OfficialWeights official = OfficialWeights.forCurrentUser();
        for (String network : List.of("vgg19", "squeezenet1_1")) {
            if (official.find(network).isPresent()) {
                return of(Pretrained.find(network, Pretrained.AUTO, official), FaceEmbedders.AUTO);
            }
        }
        return of(Pretrained.painting(), FaceEmbedders.AUTO);
    }

    /** The metric with the networks that are part of the program; the likeness depends on the face detector. */
    public static StyleMetric embedded() throws IOException {
        return of(Pretrained.painting(), FaceEmbedders.EMBEDDED);
    }

    private static StyleMetric of(Pretrained pretrained, String embedderId) throws IOException {
        var network = pretrained.spec().build(0);
        network.load(pretrained.load());
        FeatureExtractor extractor =
                new FeatureExtractor(network, pretrained.normalization(), Precision.FLOAT32, Border.REPLICATE, 1);
        Layers layers = pretrained.spec().network().startsWith("vgg") ? VGG : SQUEEZENET;
        FaceEmbedder embedder = new FaceEmbedders(OfficialWeights.forCurrentUser()).open(embedderId);
        return new StyleMetric(
                extractor,
                layers,
                embedder,
                "%s, %s weights; faces: %s".formatted(pretrained.spec(), pretrained.label(), embedder.id()));
    }

    /** The networks in words: scores of different networks are not comparable. */
    public String label() {
        return label;
    }

    @Override
    public void close() {
        embedder.close();
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
            Map<String, FeatureMap> contentFeatures = extractor.features(contentPixels, layers.style());
            Map<String, FeatureMap> stylizedFeatures = extractor.features(stylizedPixels, layers.style());
            Map<String, FeatureMap> styleFeatures = extractor.features(stylePixels, layers.style());
            Map<String, FeatureMap> stretchedFeatures = extractor.features(stretchedPixels, layers.style());
            double styleDistance = 0;
            double contentDistance = 0;
            for (String layer : layers.style()) {
                FeatureMap p = map(contentFeatures, layer);
                FeatureMap q = map(stylizedFeatures, layer);
                StyleLoss.Target target = StyleLoss.WASSERSTEIN.target(map(styleFeatures, layer), size.pixels());
                styleDistance += ratio(target.distance(q), target.distance(p))
                        / layers.style().size();
                if (layers.content().contains(layer)) {
                    contentDistance +=
                            ratio(perceptualDistance(q, p), perceptualDistance(map(stretchedFeatures, layer), p))
                                    / layers.content().size();
                }
            }
            return new StyleScores(
                    styleDistance,
                    contentDistance,
                    EdgeSimilarity.similarity(stylizedPixels, contentPixels),
                    ColorDistance.distance(stylizedPixels, stylePixels),
                    IdentitySimilarity.of(contentImage, stylizedImage, embedder).orElse(null),
                    TexturePeriodicity.of(stylizedPixels)
                            .flatMap(own -> TexturePeriodicity.of(stylePixels).map(painter -> own / painter))
                            .orElse(null),
                    BorderStreaks.of(stylizedPixels).orElse(null));
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
