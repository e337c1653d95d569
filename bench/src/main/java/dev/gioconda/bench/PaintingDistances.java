package dev.gioconda.bench;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.Backbone;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.Border;
import dev.gioconda.style.features.FeatureExtractor;
import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.loss.ContentDifference;
import dev.gioconda.style.loss.ContentLoss;
import dev.gioconda.style.loss.StyleLoss;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Distances of stylized images in a network outside of the program, at layers that no preset optimizes: the Wasserstein-2 distance to the style
 * image that is left of the content image's, and the change of content, the squared difference relative to the variance.
 */
public final class PaintingDistances {

    private static final List<String> LAYERS = List.of("block1_conv2", "block2_conv2", "block3_conv2", "block3_conv4");

    private PaintingDistances() {}

    /** Arguments: weights of VGG19, content image, style image, stylized images. */
    public static void main(String[] args) throws IOException {
        Pretrained pretrained = Pretrained.find("vgg19", args[0], OfficialWeights.forCurrentUser());
        Backbone network = pretrained.spec().build(0);
        Map<String, Tensor> state = new LinkedHashMap<>(network.state());
        state.putAll(pretrained.load()); // a file of the first layers is enough
        network.load(state);
        FeatureExtractor extractor =
                new FeatureExtractor(network, pretrained.normalization(), Precision.FLOAT32, Border.REPLICATE, 1);
        SafeImageDecoder decoder = new SafeImageDecoder();
        Picture content = decoder.read(Path.of(args[1]));
        Picture style = decoder.read(Path.of(args[2]));
        for (String file : List.of(args).subList(3, args.length)) {
            print(file, extractor, content, style, decoder.read(Path.of(file)));
        }
    }

    private static void print(
            String file, FeatureExtractor extractor, Picture content, Picture style, Picture stylized) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Size size = Size.of(stylized);
            int side = Math.max(size.width(), size.height());
            Map<String, FeatureMap> ofContent = features(extractor, ImageTensors.resize(content, size));
            Map<String, FeatureMap> ofStyle = features(
                    extractor, ImageTensors.resize(style, Size.of(style).withLongSide(side)));
            Map<String, FeatureMap> ofStylized = features(extractor, stylized);
            double left = 0;
            for (String layer : LAYERS) {
                StyleLoss.Target target = StyleLoss.WASSERSTEIN.target(map(ofStyle, layer), size.pixels());
                left += Tensors.scalar(target.distance(map(ofStylized, layer)))
                        / Tensors.scalar(target.distance(map(ofContent, layer)))
                        / LAYERS.size();
            }
            String last = LAYERS.get(LAYERS.size() - 1);
            Tensor expected = map(ofContent, last).rows();
            double change = Tensors.scalar(ContentLoss.RELATIVE.of(ContentDifference.between(
                    map(ofStylized, last).rows(), expected, ContentDifference.spreadOf(expected))));
            System.out.printf(Locale.ROOT, "%-60s style left %.3f, change of content %.3f%n", file, left, change);
        }
    }

    private static Map<String, FeatureMap> features(FeatureExtractor extractor, Picture picture) {
        Tensor pixels = ImageTensors.toTensor(picture);
        return extractor.features(pixels, LAYERS);
    }

    private static FeatureMap map(Map<String, FeatureMap> features, String layer) {
        return Objects.requireNonNull(features.get(layer));
    }
}
