package dev.gioconda.train.distillation;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.CheckpointSelection;
import dev.gioconda.train.Checkpoints;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.Progress;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.TrainingLoop;
import dev.gioconda.train.TrainingState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains an embedder by distillation, see {@link DistillationTask}. Its initial weights are the teacher's, with fewer channels, see {@link
 * ChannelPruning}.
 *
 * @param recipe of the training
 * @param teacher weights of an {@link EmbeddingNet} with {@link EmbeddingNet#DLIB_WIDTHS}
 * @param training faces, cropped by {@link FacePatches#GEOMETRY}
 * @param validation other faces, to select the epoch
 */
record EmbeddingTraining(EmbeddingRecipe recipe, Map<String, Tensor> teacher, Faces training, Faces validation) {

    /** The normalization of the inputs of teacher and student. */
    static final Normalization NORMALIZATION = Normalization.DLIB;

    private static final int BATCH = 64; // of the pruning

    /**
     * A trained embedder.
     *
     * @param network with the weights of the kept epoch
     * @param kept its epoch
     */
    record EmbeddingResult(EmbeddingNet network, EpochRecord kept) {}

    /** Trains, or resumes from the run's last checkpoint. */
    EmbeddingResult run(RunFolder run, Consumer<Progress> listener) throws IOException {
        torch.manual_seed(Tensors.mix(recipe.training().seed()));
        EmbeddingNet teacherNet = new EmbeddingNet(EmbeddingNet.DLIB_WIDTHS);
        teacherNet.load(teacher);
        teacherNet.eval();
        FacePatches patches = FacePatches.of(training);
        EmbeddingNet student = new EmbeddingNet(recipe.widths());
        prune(student, teacherNet, patches);
        TrainingState state = new TrainingState(student, recipe.training());
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), recipe.toToml());
        checkpoints.restore(state);
        Forward forward = new Forward(
                student,
                Output.SIGMOID,
                NORMALIZATION,
                Precision.parse(recipe.training().precision()));
        new TrainingLoop(
                        recipe.training(),
                        new DistillationTask(recipe, forward, teacherNet, patches, FacePatches.of(validation)))
                .fit(state, checkpoints.andThen(run.metrics()).andThen(listener));
        return new EmbeddingResult(student, CheckpointSelection.kept(state.history()));
    }

    private void prune(EmbeddingNet student, EmbeddingNet teacherNet, FacePatches patches) {
        SplittableRandom random = new SplittableRandom(recipe.training().seed());
        int[] positions = random.ints(recipe.pruning(), 0, training.size()).toArray();
        int batches = (positions.length + BATCH - 1) / BATCH;
        ChannelPruning.initialize(
                student,
                recipe.widths(),
                teacherNet,
                batch -> NORMALIZATION.apply(patches.chips(
                        Arrays.copyOfRange(positions, batch * BATCH, Math.min((batch + 1) * BATCH, positions.length)))),
                batches);
    }
}
