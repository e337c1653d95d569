package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LBFGS;
import org.bytedeco.pytorch.LBFGSOptions;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What a frozen backbone knows of classes: multinomial logistic regression on its pooled features (Alain and Bengio 2016, arXiv
 * 1610.01644). It minimises {@code mean_i -log softmax(W f_i + b)_{y_i} + l2 |W|^2} over standardised features f by L-BFGS; l2
 * is chosen on validation.
 *
 * @param forward the way through the backbone
 * @param layers how many of its layers make the features, which are averaged over the map
 */
public record LinearProbe(Forward forward, int layers) {

    private static final int BATCH = 128;
    private static final double[] PENALTIES = {1e-5, 1e-4, 1e-3, 1e-2};
    private static final int ITERATIONS = 200;

    /**
     * What the probe found.
     *
     * @param penalty the l2 that was best on validation
     * @param validation accuracy there
     * @param right which test pictures it got right // [test]
     */
    public record Result(double penalty, double validation, boolean[] right) {}

    private record Known(Tensor features, int[] classes) {}

    private record Fit(double penalty, double accuracy, Tensor weight, Tensor bias) {}

    /** Learns, chooses and judges, each on its own pictures of one class each. */
    public Result run(Faces train, Faces validation, Faces test) {
        try (PointerScope scope = new PointerScope()) {
            Tensor raw = features(train); // [n, d]
            Tensor mean = raw.mean(0); // [d]
            Tensor deviation = Ops.plus(raw.sub(mean).square().mean(0).sqrt(), 1e-6); // [d]
            Known learnt = new Known(raw.sub(mean).div(deviation), train.classes());
            Known chosen = new Known(features(validation).sub(mean).div(deviation), validation.classes());
            int count = train.examples().get(0).labels().length;
            Fit best = null;
            for (double penalty : PENALTIES) {
                Fit fit = fit(learnt, chosen, penalty, count);
                best = best == null || fit.accuracy() > best.accuracy() ? fit : best;
            }
            Fit kept = Objects.requireNonNull(best);
            Known judged = new Known(features(test).sub(mean).div(deviation), test.classes());
            return new Result(kept.penalty(), kept.accuracy(), right(judged, kept.weight(), kept.bias()));
        }
    }

    private static Fit fit(Known learnt, Known chosen, double penalty, int classes) {
        Tensor weight = torch.zeros(classes, learnt.features().size(1)).requires_grad_(true); // [classes, d]
        Tensor bias = torch.zeros(classes).requires_grad_(true); // [classes]
        Tensor truth = Tensors.indices(learnt.classes());
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(ITERATIONS);
        options.line_search_fn().put(new BytePointer("strong_wolfe"));
        LBFGS optimizer = new LBFGS(new TensorVector(weight, bias), options);
        LossClosure closure = new LossClosure() {
            @Override
            public Tensor call() {
                try (PointerScope scope = new PointerScope()) {
                    optimizer.zero_grad();
                    Tensor logits = torch.linear(learnt.features(), weight, new TensorOptional(bias)); // [n, classes]
                    Tensor loss = torch.cross_entropy_loss(logits, truth)
                            .add(Ops.scale(weight.square().sum(), penalty));
                    loss.backward();
                    loss.retainReference(); // the optimiser reads it after the scope
                    return loss;
                }
            }
        };
        optimizer.step(closure);
        boolean[] right = right(chosen, weight, bias);
        long count = IntStream.range(0, right.length).filter(i -> right[i]).count();
        return new Fit(penalty, (double) count / right.length, weight, bias);
    }

    private static boolean[] right(Known known, Tensor weight, Tensor bias) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor logits = torch.linear(known.features(), weight, new TensorOptional(bias));
            float[][] rows = Forward.rows(logits);
            boolean[] right = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                int best = 0;
                for (int c = 1; c < rows[i].length; c++) {
                    best = rows[i][c] > rows[i][best] ? c : best;
                }
                right[i] = best == known.classes()[i];
            }
            return right;
        }
    }

    private Tensor features(Faces pictures) {
        forward.network().eval();
        List<Tensor> parts = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += BATCH) {
            int[] rows = IntStream.range(from, Math.min(from + BATCH, pictures.size()))
                    .toArray();
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor map = forward.prefix(pictures.pictures(rows), layers); // [n, c, h, w]
                Tensor pooled = map.to(ScalarType.Float).mean(2, 3); // [n, c]
                parts.add(pooled);
                pooled.retainReference(); // beyond this batch's scope
            }
        }
        Tensor all = torch.cat(new TensorVector(parts.toArray(new Tensor[0])), 0); // [pictures, c]
        parts.forEach(Tensor::close);
        return all;
    }
}
