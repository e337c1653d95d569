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
 * Linear probe of a frozen backbone: multinomial logistic regression on its pooled features (Alain and Bengio 2016, arXiv
 * 1610.01644). L-BFGS minimizes {@code mean_i -log softmax(W f_i + b)_{y_i} + l2 |W|^2} over standardized features f; l2 is
 * selected on the validation part.
 *
 * @param forward the forward pass of the backbone
 * @param layers number of layers before the features, which are averaged over all positions
 */
public record LinearProbe(Forward forward, int layers) {

    private static final int BATCH = 128;
    private static final double[] PENALTIES = {1e-5, 1e-4, 1e-3, 1e-2};
    private static final int ITERATIONS = 200;

    /**
     * The result of a probe.
     *
     * @param penalty the l2 with the highest validation accuracy
     * @param validationAccuracy accuracy on the validation part with this l2
     * @param correct whether each test image is classified correctly // [test]
     */
    public record ProbeResult(double penalty, double validationAccuracy, boolean[] correct) {}

    private record LabeledFeatures(Tensor features, int[] classes) {}

    private record ProbeFit(double penalty, double accuracy, Tensor weight, Tensor bias) {}

    /** Fits on the training part, selects l2 on the validation part, and evaluates on the test part; every image has one class. */
    public ProbeResult run(Faces train, Faces validation, Faces test) {
        try (PointerScope scope = new PointerScope()) {
            Tensor raw = features(train); // [n, d]
            Tensor mean = raw.mean(0); // [d]
            Tensor deviation = Ops.plus(raw.sub(mean).square().mean(0).sqrt(), 1e-6); // [d]
            LabeledFeatures trainSet = new LabeledFeatures(raw.sub(mean).div(deviation), train.classes());
            LabeledFeatures validationSet =
                    new LabeledFeatures(features(validation).sub(mean).div(deviation), validation.classes());
            int count = train.examples().get(0).labels().length;
            ProbeFit best = null;
            for (double penalty : PENALTIES) {
                ProbeFit fit = fit(trainSet, validationSet, penalty, count);
                best = best == null || fit.accuracy() > best.accuracy() ? fit : best;
            }
            ProbeFit bestFit = Objects.requireNonNull(best);
            LabeledFeatures testSet =
                    new LabeledFeatures(features(test).sub(mean).div(deviation), test.classes());
            return new ProbeResult(
                    bestFit.penalty(),
                    bestFit.accuracy(),
                    correctPredictions(testSet, bestFit.weight(), bestFit.bias()));
        }
    }

    private static ProbeFit fit(LabeledFeatures trainSet, LabeledFeatures validationSet, double penalty, int classes) {
        Tensor weight = torch.zeros(classes, trainSet.features().size(1)).requires_grad_(true); // [classes, d]
        Tensor bias = torch.zeros(classes).requires_grad_(true); // [classes]
        Tensor truth = Tensors.indices(trainSet.classes());
        LBFGSOptions options = new LBFGSOptions(1);
        options.max_iter().put(ITERATIONS);
        options.line_search_fn().put(new BytePointer("strong_wolfe"));
        LBFGS optimizer = new LBFGS(new TensorVector(weight, bias), options);
        LossClosure closure = new LossClosure() {
            @Override
            public Tensor call() {
                try (PointerScope scope = new PointerScope()) {
                    optimizer.zero_grad();
                    Tensor logits = torch.linear(trainSet.features(), weight, new TensorOptional(bias)); // [n, classes]
                    Tensor loss = torch.cross_entropy_loss(logits, truth)
                            .add(Ops.scale(weight.square().sum(), penalty));
                    loss.backward();
                    loss.retainReference(); // the optimizer reads it after the scope
                    return loss;
                }
            }
        };
        optimizer.step(closure);
        boolean[] correct = correctPredictions(validationSet, weight, bias);
        long count = IntStream.range(0, correct.length).filter(i -> correct[i]).count();
        return new ProbeFit(penalty, (double) count / correct.length, weight, bias);
    }

    private static boolean[] correctPredictions(LabeledFeatures labeled, Tensor weight, Tensor bias) {
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor logits = torch.linear(labeled.features(), weight, new TensorOptional(bias));
            float[][] rows = Forward.rows(logits);
            boolean[] correct = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                int best = 0;
                for (int c = 1; c < rows[i].length; c++) {
                    best = rows[i][c] > rows[i][best] ? c : best;
                }
                correct[i] = best == labeled.classes()[i];
            }
            return correct;
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
                pooled.retainReference(); // outlives the scope of this batch
            }
        }
        Tensor all = torch.cat(new TensorVector(parts.toArray(new Tensor[0])), 0); // [pictures, c]
        parts.forEach(Tensor::close);
        return all;
    }
}
