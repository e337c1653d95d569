package dev.gioconda.train.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration") // networks of full size
class ChannelPruningTest {

    /** The squared distance of student and teacher, relative to the teacher's length. */
    private static double error(EmbeddingNet student, EmbeddingNet teacher, Tensor chips) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor target = teacher.forward(chips);
            return Tensors.scalar(student.forward(chips)
                    .sub(target)
                    .square()
                    .sum()
                    .div(target.square().sum()));
        }
    }

    private static EmbeddingNet pruned(EmbeddingNet teacher, List<Integer> widths, Tensor chips) {
        EmbeddingNet student = new EmbeddingNet(widths);
        ChannelPruning.initialize(student, widths, teacher, batch -> chips, 1);
        return student;
    }

    @Test
    void a_student_with_all_channels_is_the_teacher() throws IOException {
        try (Faces faces = SmallDistillationFixture.faces(0, 3)) {
            Tensor chips = Normalization.DLIB.apply(FacePatches.of(faces).chips(new int[] {0, 1, 2}));
            EmbeddingNet teacher = SmallDistillationFixture.teacher();
            assertThat(error(pruned(teacher, EmbeddingNet.DLIB_WIDTHS, chips), teacher, chips))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void selected_channels_are_nearer_to_the_teacher_than_chance() throws IOException {
        try (Faces faces = SmallDistillationFixture.faces(0, 3)) {
            Tensor chips = Normalization.DLIB.apply(FacePatches.of(faces).chips(new int[] {0, 1, 2}));
            EmbeddingNet teacher = SmallDistillationFixture.teacher();
            List<Integer> half = new ArrayList<>();
            EmbeddingNet.DLIB_WIDTHS.forEach(width -> half.add(width / 2));
            assertThat(error(pruned(teacher, half, chips), teacher, chips))
                    .isLessThan(0.5 * error(new EmbeddingNet(half), teacher, chips));
        }
    }
}
