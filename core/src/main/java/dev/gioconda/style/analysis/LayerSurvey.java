package dev.gioconda.style.analysis;

import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Colours;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
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
 * Measures each layer of a network, so that layers can be chosen for one that nobody has painted with.
 *
 * <p>Content: {@code mean corr(f(p), f(p')) - mean corr(f(p), f(q))} over photographs p, where p' is p in the colours of a texture and
 * covered with it by {@link #COVER}, q is p turned upside down, and corr is the correlation over positions of all channels, each of
 * mean 0. High where a layer sees what is where rather than how it is painted.
 *
 * <p>Style: {@code 1 - mean d(a, a') / mean d(a, b)} over textures in the colours of the first, where a and a' are two halves of one,
 * b is a half of another, and d is 1 less the cosine between their matrices of covariance. High where statistics tell textures apart. Both are ours; the idea
 * to choose layers by how textures separate is that of Gatys et al. 2016 put in numbers.
 *
 * @param net what looks
 * @param side of the squares that it sees, in pixels
 */
public record LayerSurvey(FeatureNet net, int side) {

    /** How much of a texture lies over a photograph. */
    static final double COVER = 0.3;

    /** Squares of 128 pixels. */
    public LayerSurvey(FeatureNet net) {
        this(net, 128);
    }

    /**
     * Measures every layer.
     *
     * @param photographs one or more
     * @param textures two or more
     * @param goOn hears of every layer; false ends the survey
     * @return one score a layer, in the network's order
     */
    public List<LayerScore> measure(List<Picture> photographs, List<Picture> textures, Predicate<LayerScore> goOn) {
        if (photographs.isEmpty() || textures.size() < 2) {
            throw new IllegalArgumentException(
                    "There are %d photographs and %d textures to look at; expected one or more and two or more."
                            .formatted(photographs.size(), textures.size()));
        }
        List<LayerScore> scores = new ArrayList<>();
        try (PointerScope survey = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor x = net.first(batch(photographs, textures)); // [3 p + 2 t, c, h, w]
            int depth = net.network().depth();
            for (int layer = 0; layer < depth; layer++) {
                LayerScore score = score(layer, x, photographs.size());
                scores.add(score);
                if (!goOn.test(score) || layer == depth - 1 || Math.min(x.size(2), x.size(3)) < 2) {
                    break;
                }
                Tensor next;
                try (PointerScope step = new PointerScope()) {
                    next = net.network().run(x, layer + 1, layer + 2).retainReference();
                }
                x.close();
                x = next;
            }
            x.close();
        }
        return scores;
    }

    /** Photographs, the same in other paint, the same upside down, and both halves of textures. // [3 p + 2 t, 3, side, side] */
    private Tensor batch(List<Picture> photographs, List<Picture> textures) {
        TensorVector squares = new TensorVector();
        List<Picture> fitted = photographs.stream()
                .map(one -> Canvas.sized(one, new Size(side, side)))
                .toList();
        fitted.forEach(one -> squares.push_back(Canvas.of(one)));
        for (int i = 0; i < fitted.size(); i++) {
            Picture texture = Canvas.sized(textures.get(i % textures.size()), new Size(side, side));
            Tensor repainted = Canvas.of(Colours.LINEAR.style(fitted.get(i), texture));
            squares.push_back(Ops.scale(repainted, 1 - COVER).add(Ops.scale(Canvas.of(texture), COVER)));
        }
        fitted.forEach(one -> squares.push_back(Canvas.of(one).flip(2)));
        for (int half = 0; half < 2; half++) {
            for (Picture texture : textures) {
                Picture alike = Colours.LINEAR.style(texture, textures.get(0));
                Tensor wide = Canvas.of(Canvas.sized(alike, new Size(2 * side, side)));
                squares.push_back(wide.narrow(3, (long) half * side, side));
            }
        }
        return torch.cat(squares, 0);
    }

    private LayerScore score(int layer, Tensor outputs, int photographs) {
        try (PointerScope scope = new PointerScope()) {
            Tensor maps = outputs.to(ScalarType.Float);
            int textures = ((int) maps.size(0) - 3 * photographs) / 2;
            List<Tensor> layouts = IntStream.range(0, 3 * photographs)
                    .mapToObj(i -> unit(centred(maps, i)))
                    .toList();
            List<Tensor> statistics = IntStream.range(3 * photographs, (int) maps.size(0))
                    .mapToObj(i -> centred(maps, i))
                    .map(rows -> unit(rows.mm(rows.t())))
                    .toList(); // [c * c]
            return new LayerScore(
                    net.network().layerNames().get(layer),
                    (int) Math.round((double) side / maps.size(3)),
                    (int) maps.size(1),
                    content(layouts, photographs),
                    style(statistics, textures));
        }
    }

    private static double content(List<Tensor> layouts, int photographs) {
        double same = 0;
        double other = 0;
        for (int i = 0; i < photographs; i++) {
            same += product(layouts.get(i), layouts.get(photographs + i)) / photographs;
            other += product(layouts.get(i), layouts.get(2 * photographs + i)) / photographs;
        }
        return same - other;
    }

    private static double style(List<Tensor> statistics, int textures) {
        double within = 0;
        double between = 0;
        for (int i = 0; i < textures; i++) {
            within += (1 - product(statistics.get(i), statistics.get(textures + i))) / textures;
            for (int j = 0; j < textures; j++) {
                if (i != j) {
                    between += (1 - product(statistics.get(i), statistics.get(textures + j)))
                            / (textures * (textures - 1.0));
                }
            }
        }
        return between < 1e-9 ? 0 : 1 - within / between;
    }

    /** One picture's channels, each of mean 0. // [c, m] */
    private static Tensor centred(Tensor maps, int picture) {
        Tensor rows = maps.select(0, picture).reshape(maps.size(1), -1);
        return rows.sub(rows.mean(new long[] {1}, true, new ScalarTypeOptional()));
    }

    private static Tensor unit(Tensor values) {
        Tensor flat = values.reshape(-1);
        return flat.div(Ops.plus(flat.square().sum().sqrt(), 1e-12));
    }

    private static double product(Tensor a, Tensor b) {
        return Tensors.scalar(a.dot(b));
    }
}
