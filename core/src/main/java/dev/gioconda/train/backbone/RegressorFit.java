package dev.gioconda.train.backbone;

import dev.gioconda.nn.HintNet;
import dev.gioconda.nn.HintNet.Hint;
import dev.gioconda.tensor.Ops;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Initial regressors by ridge regression of the teachers' features on those of the initial backbone: from random ones it would take
 * hundreds of steps until the gradients of the backbone are useful.
 */
final class RegressorFit {

    private static final double RIDGE = 1e-3; // of the mean of the diagonal

    private final Map<Hint, Tensor> grams = new LinkedHashMap<>(); // [c + 1, c + 1]
    private final Map<Hint, Tensor> moments = new LinkedHashMap<>(); // [c + 1, teacher's channels]

    /**
     * Adds a batch to the normal equations.
     *
     * @param outputs of the backbone's layers by name // [n, c, h, w]
     * @param targets at the same positions, or of another size // [n, t, h', w']
     */
    void add(Map<String, Tensor> outputs, Map<Hint, Tensor> targets) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            targets.forEach((hint, target) -> {
                Tensor output = HintTask.fitted(Objects.requireNonNull(outputs.get(hint.layer())), target);
                Tensor x = rows(output);
                Tensor y = rows(target);
                Tensor ones = torch.ones(new long[] {x.size(0), 1}, new TensorOptions(ScalarType.Double));
                Tensor rows = torch.cat(new TensorVector(x, ones), 1); // [positions, c + 1]
                add(grams, hint, rows.t().matmul(rows));
                add(moments, hint, rows.t().matmul(y));
            });
        }
    }

    private static void add(Map<Hint, Tensor> sums, Hint hint, Tensor term) {
        Tensor sum = sums.get(hint);
        Tensor total = sum == null ? term : sum.add(term);
        total.retainReference();
        sums.put(hint, total);
        if (sum != null) {
            sum.close();
        }
    }

    /** Features as rows. // [n, c, h, w] to [n h w, c] */
    private static Tensor rows(Tensor features) {
        return features.permute(0, 2, 3, 1).flatten(0, 2).to(ScalarType.Double);
    }

    /** Sets the network's regressors. */
    void applyTo(HintNet network) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            grams.forEach((hint, gram) -> {
                long inputs = gram.size(0) - 1;
                Tensor ridge = torch.eye(gram.size(0), new TensorOptions(ScalarType.Double))
                        .mul(Ops.scale(gram.diagonal().mean(), RIDGE));
                Tensor solution = torch.linalg_solve(gram.add(ridge), Objects.requireNonNull(moments.get(hint)))
                        .t()
                        .to(ScalarType.Float); // [t, c + 1]
                network.loadRegressor(hint, solution.narrow(1, 0, inputs), solution.select(1, inputs));
            });
        }
        List.of(grams, moments).forEach(sums -> sums.values().forEach(Tensor::close));
    }
}
