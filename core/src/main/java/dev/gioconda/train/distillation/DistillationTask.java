package dev.gioconda.train.distillation;

import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.EpochMeter;
import dev.gioconda.train.TrainingTask;
import dev.gioconda.train.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Knowledge distillation by function matching (Beyer et al. 2022, "Knowledge distillation: A good teacher is patient and consistent", arXiv
 * 2106.05237): student and teacher see the same augmented faces. The loss is the squared distance of their embeddings, relative to the variance
 * of the teacher's, plus the relative squared errors of the blocks' outputs (Romero et al. 2015, FitNets, arXiv 1412.6550) and of the distances
 * within the batch (Park et al. 2019, Relational Knowledge Distillation, arXiv 1904.05068). Labels are not used.
 *
 * <p>A prediction is correct if of the teacher's embeddings of the batch, or of all validation faces, the one nearest to the student's is that of
 * the same face.
 *
 * @param recipe weights of the losses
 * @param forward the student
 * @param teacher not trained
 * @param training faces
 * @param validation other faces
 */
record DistillationTask(
        EmbeddingRecipe recipe, Forward forward, EmbeddingNet teacher, FacePatches training, FacePatches validation)
        implements TrainingTask {

    private static final int BATCH = 64; // of the validation

    @Override
    public int size() {
        return training.faces().size();
    }

    @Override
    public BatchResult computeBatch(
            int epoch, int[] positions, Generator generator, SplittableRandom random, EpochMeter meter) {
        meter.startDataWait();
        Tensor chips = training.trainingChips(positions, recipe.mixing(), recipe.augmentation(), generator, random);
        Tensor input = normalized(chips); // [n, 3, 150, 150]
        meter.endDataWait();
        List<Tensor> targets = new ArrayList<>(); // the blocks' outputs, then the embeddings
        try (NoGradGuard noGrad = new NoGradGuard()) {
            run(teacher, input, targets);
        }
        List<Tensor> outputs = new ArrayList<>();
        run(student(), input, outputs);
        int blocks = outputs.size() - 1;
        Tensor student = outputs.get(blocks).to(ScalarType.Float); // [n, 128]
        Tensor target = targets.get(blocks).to(ScalarType.Float);
        Tensor loss = relativeError(student, target);
        for (int block = 0; block < blocks && recipe.features() > 0; block++) {
            Tensor wanted = targets.get(block).to(ScalarType.Float);
            Tensor error =
                    outputs.get(block).to(ScalarType.Float).sub(wanted).square().mean();
            loss = loss.add(Ops.scale(error.div(wanted.square().mean()), recipe.features() / blocks));
        }
        if (recipe.relations() > 0) {
            Tensor distances = torch.cdist(target, target);
            Tensor error = torch.cdist(student, student).sub(distances).square().mean();
            loss = loss.add(Ops.scale(error.div(distances.var()), recipe.relations()));
        }
        double correct = correct(student.detach(), target);
        return new BatchResult(loss, new Validation.CorrectCount(correct, positions.length), positions.length);
    }

    /** The squared distance to the teacher's embeddings, relative to their variance, and the share of correct predictions. */
    @Override
    public Validation.ValidationResult validate() {
        student().eval();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor student = embeddings(student());
            Tensor target = embeddings(teacher);
            int count = validation.faces().size();
            return new Validation.ValidationResult(
                    Tensors.scalar(relativeError(student, target)), correct(student, target) / count, count);
        }
    }

    private EmbeddingNet student() {
        return (EmbeddingNet) forward.network();
    }

    private Tensor normalized(Tensor chips) {
        return forward.normalization().apply(chips).contiguous(MemoryFormat.ChannelsLast);
    }

    private void run(EmbeddingNet network, Tensor input, List<Tensor> outputs) {
        try (Precision.Scope scope = forward.precision().autocast()) {
            outputs.add(network.forward(input, (block, output) -> outputs.add(output)));
        }
    }

    /** The embeddings of the validation faces. // [faces, 128] */
    private Tensor embeddings(EmbeddingNet network) {
        TensorVector parts = new TensorVector();
        for (int from = 0; from < validation.faces().size(); from += BATCH) {
            try (PointerScope scope = new PointerScope()) {
                int[] positions = IntStream.range(
                                from, Math.min(from + BATCH, validation.faces().size()))
                        .toArray();
                List<Tensor> outputs = new ArrayList<>();
                run(network, normalized(validation.chips(positions)), outputs);
                parts.push_back(outputs.get(outputs.size() - 1).to(ScalarType.Float));
            }
        }
        return torch.cat(parts, 0);
    }

    private static Tensor relativeError(Tensor student, Tensor target) {
        Tensor variance = target.sub(target.mean(0)).square().mean();
        return student.sub(target).square().mean().div(variance);
    }

    /** The number of correct predictions. */
    private static double correct(Tensor student, Tensor target) {
        Tensor nearest = torch.cdist(student, target).argmin(new LongOptional(1), false);
        Tensor own = torch.arange(new Scalar(student.size(0)));
        return Tensors.scalar(nearest.eq(own).sum());
    }
}
