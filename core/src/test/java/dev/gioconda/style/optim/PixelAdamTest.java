package dev.gioconda.style.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class PixelAdamTest {

    /** A second moment of nearly 0 beside a large one would make the next step as large as the range of pixels. */
    @Test
    void resized_moments_stay_within_their_old_range() {
        try (PointerScope scope = new PointerScope()) {
            Tensor second = Ops.scale(torch.ones(1, 3, 6, 6), 1e-4);
            second.select(3, 0).fill_(new Scalar(1)); // a border of large gradients
            PixelAdam adam = new PixelAdam(torch.zeros(1, 3, 9, 9), 0.1);
            adam.loadState(Map.of("first", torch.zeros(1, 3, 6, 6), "second", second, "steps", torch.ones(1)));
            Tensor resized = Objects.requireNonNull(adam.state().get("second"));
            assertThat(Tensors.scalar(resized.min())).isBetween(0.99e-4, 1.01e-4);
            assertThat(Tensors.scalar(resized.max())).isBetween(0.99, 1.01);
        }
    }
}
