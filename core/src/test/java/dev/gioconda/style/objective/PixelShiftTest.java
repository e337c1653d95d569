package dev.gioconda.style.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Tensors;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PixelShiftTest {

    @Test
    void an_image_moves_and_is_mirrored_at_its_border() {
        try (PointerScope scope = new PointerScope()) {
            Tensor image = Tensors.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3);
            assertThat(Tensors.floats(new PixelShift(1, 0).of(image))).containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
            assertThat(Tensors.floats(new PixelShift(0, -2).of(image))).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
            assertThat(PixelShift.NONE.of(image)).isSameAs(image);
        }
    }

    @Test
    void random_shifts_have_mean_zero_and_a_limit() {
        List<PixelShift> shifts = PixelShift.random(8, 512, 300);
        assertThat(shifts).hasSize(8).allMatch(shift -> Math.abs(shift.rows()) <= 8 && Math.abs(shift.columns()) <= 8);
        assertThat(shifts.stream().mapToInt(PixelShift::rows).sum()).isZero();
        assertThat(shifts.stream().mapToInt(PixelShift::columns).sum()).isZero();
        assertThat(PixelShift.random(8, 128, 64)).allMatch(shift -> Math.abs(shift.rows()) <= 2);
        assertThat(PixelShift.random(8, 4, 512)).allMatch(shift -> Math.abs(shift.columns()) <= 3);
        assertThat(PixelShift.random(0, 512, 512)).containsExactly(PixelShift.NONE);
        assertThat(PixelShift.random(8, 63, 63)).containsExactly(PixelShift.NONE);
    }
}
