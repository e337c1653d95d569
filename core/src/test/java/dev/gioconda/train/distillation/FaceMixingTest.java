package dev.gioconda.train.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FaceMixingTest {

    private static final int SIDE = 160;

    private static double at(Tensor x, int row, int column) {
        return Tensors.scalar(x.select(3, column).select(2, row).mean());
    }

    @Test
    void a_composite_keeps_the_surroundings_and_changes_the_inner_part() {
        try (PointerScope scope = new PointerScope();
                Generator random = Tensors.generator(3)) {
            Tensor a = Tensors.uniform(random, 1, 3, SIDE, SIDE);
            Tensor b = Tensors.uniform(random, 1, 3, SIDE, SIDE);
            Tensor composed = FaceMixing.composed(a, b);
            assertThat(at(composed, 3, 3)).isCloseTo(at(b, 3, 3), within(0.01));
            Tensor inner = composed.sub(b).narrow(2, 60, 40).narrow(3, 60, 40).abs();
            assertThat(Tensors.scalar(inner.mean())).isGreaterThan(0.1);
        }
    }

    @Test
    void a_morph_is_between_both_faces() {
        try (PointerScope scope = new PointerScope();
                Generator random = Tensors.generator(3)) {
            Tensor morphed = FaceMixing.morphed(torch.zeros(8, 3, 4, 4), torch.ones(8, 3, 4, 4), random);
            assertThat(Tensors.scalar(morphed.min())).isBetween(0.29, 0.5);
            assertThat(Tensors.scalar(morphed.max())).isBetween(0.5, 0.71);
        }
    }
}
