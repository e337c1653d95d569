package dev.gioconda.train.distillation;

import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Initial weights of a student with fewer channels inside the blocks: of each block the channels with the largest {@code mean(h^2) sum(w^2)}
 * are kept, h being a channel's values and w the weights of the second convolution that read it. That convolution is then fitted to the
 * teacher's output by least squares (He et al. 2017, "Channel Pruning for Accelerating Very Deep Neural Networks", arXiv 1707.06168; there the
 * channels are selected by a lasso).
 */
final class ChannelPruning {

    private static final double RIDGE = 0.01; // of the mean of the diagonal; pulls towards the teacher's own weights
    private static final long KERNEL = 3;

    private final EmbeddingNet teacher;
    private final Map<String, Tensor> state;
    private final List<Fit> fits = new ArrayList<>();

    private ChannelPruning(EmbeddingNet teacher) {
        this.teacher = teacher;
        this.state = teacher.state();
    }

    /** The normal equations of a block's second convolution. */
    private static final class Fit {
        private final String name;
        private Tensor score = Tensors.zero(); // [channels]
        private Tensor kept = Tensors.zero(); // indices // [width]
        private Tensor gram = Tensors.zero(); // [9 width + 1, 9 width + 1]
        private Tensor moments = Tensors.zero(); // of inputs and residuals // [9 width + 1, out]

        Fit(String name) {
            this.name = name;
        }
    }

    /**
     * Sets the weights of the student.
     *
     * @param widths of the student
     * @param batches of normalized chips by index // [n, 3, 150, 150]
     * @param count number of batches
     */
    static void initialize(
            EmbeddingNet student, List<Integer> widths, EmbeddingNet teacher, IntFunction<Tensor> batches, int count) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            ChannelPruning pruning = new ChannelPruning(teacher);
            for (String block : EmbeddingNet.blockNames()) {
                pruning.fits.add(new Fit(block));
            }
            pruning.overBlocks(batches, count, pruning::addScore);
            for (int block = 0; block < widths.size(); block++) {
                Fit fit = pruning.fits.get(block);
                fit.kept = fit.score
                        .argsort(0, true)
                        .narrow(0, 0, widths.get(block))
                        .sort()
                        .get0();
            }
            pruning.overBlocks(batches, count, pruning::addMoments);
            student.load(pruning.pruned());
        }
    }

    @FunctionalInterface
    private interface BlockReader {
        void read(Fit fit, Tensor hidden);
    }

    /** Passes what every block computes between its convolutions to a reader, whose tensors of the fit outlive the batch. */
    private void overBlocks(IntFunction<Tensor> batches, int count, BlockReader reader) {
        for (int batch = 0; batch < count; batch++) {
            try (PointerScope scope = new PointerScope()) {
                Tensor chips = batches.apply(batch);
                List<Tensor> inputs = new ArrayList<>(List.of(teacher.stem(chips)));
                teacher.forward(chips, (block, output) -> inputs.add(output));
                for (int block = 0; block < fits.size(); block++) {
                    Fit fit = fits.get(block);
                    reader.read(fit, teacher.hidden(block, inputs.get(block)));
                    fit.score.retainReference();
                    fit.gram.retainReference();
                    fit.moments.retainReference();
                }
            }
        }
    }

    private void addScore(Fit fit, Tensor hidden) {
        Tensor energy = hidden.square().mean(0, 2, 3); // [channels]
        fit.score =
                fit.score.add(energy.mul(weight(fit, "conv2.weight").square().sum(0, 2, 3)));
    }

    private void addMoments(Fit fit, Tensor hidden) {
        Tensor selected = hidden.index_select(1, fit.kept); // [n, width, h, w]
        Tensor residual = convolved(hidden, weight(fit, "conv2.weight")).sub(convolved(selected, keptKernel(fit)));
        Tensor targets = residual.permute(0, 2, 3, 1).flatten(0, 2); // [n h w, out]
        long[] kernel = {KERNEL, KERNEL};
        long[] ones = {1, 1};
        Tensor patches = torch.im2col(selected.contiguous(), kernel, ones, ones, ones); // [n, 9 width, h w]
        Tensor rows = patches.permute(0, 2, 1).flatten(0, 1); // [n h w, 9 width]
        rows = torch.cat(new TensorVector(rows, torch.ones(rows.size(0), 1)), 1);
        fit.gram = fit.gram.add(rows.t().matmul(rows));
        fit.moments = fit.moments.add(rows.t().matmul(targets));
    }

    private Map<String, Tensor> pruned() {
        for (Fit fit : fits) {
            Tensor kernel = keptKernel(fit); // [out, width, 3, 3]
            Tensor gram = fit.gram.to(ScalarType.Double);
            long size = gram.size(0);
            Tensor ridge = torch.eye(size, new TensorOptions(ScalarType.Double))
                    .mul(Ops.scale(gram.diagonal().mean(), RIDGE));
            Tensor change = torch.linalg_solve(gram.add(ridge), fit.moments.to(ScalarType.Double))
                    .to(ScalarType.Float)
                    .t(); // [out, 9 width + 1]
            put(fit, "conv1.weight", weight(fit, "conv1.weight").index_select(0, fit.kept));
            put(fit, "conv1.bias", weight(fit, "conv1.bias").index_select(0, fit.kept));
            put(fit, "conv2.weight", kernel.add(change.narrow(1, 0, size - 1).reshape(kernel.shape())));
            put(fit, "conv2.bias", weight(fit, "conv2.bias").add(change.select(1, size - 1)));
        }
        return state;
    }

    private Tensor keptKernel(Fit fit) {
        return weight(fit, "conv2.weight").index_select(1, fit.kept);
    }

    private static Tensor convolved(Tensor x, Tensor kernel) {
        long[] ones = {1, 1};
        return torch.conv2d(x, kernel, new TensorOptional(), ones, ones, ones, 1);
    }

    private Tensor weight(Fit fit, String name) {
        return Objects.requireNonNull(state.get(fit.name + "." + name));
    }

    private void put(Fit fit, String name, Tensor value) {
        state.put(fit.name + "." + name, value);
    }
}
