package dev.gioconda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class EmbeddingNetTest {

    private static final List<Integer> NARROW = Collections.nCopies(14, 4);

    @Test
    void a_batch_becomes_vectors_and_blocks_keep_dlibs_shapes() {
        EmbeddingNet network = new EmbeddingNet(NARROW);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            List<String> blocks = new ArrayList<>();
            List<long[]> shapes = new ArrayList<>();
            Tensor pictures = torch.rand(2, 3, EmbeddingNet.SIDE, EmbeddingNet.SIDE);
            Tensor embeddings = network.forward(pictures, (block, output) -> {
                blocks.add(block);
                shapes.add(output.shape());
            });
            assertThat(embeddings.shape()).containsExactly(2, EmbeddingNet.LENGTH);
            assertThat(blocks).isEqualTo(EmbeddingNet.blockNames());
            assertThat(shapes.get(0)).containsExactly(2, 32, 35, 35);
            assertThat(shapes.get(6)).containsExactly(2, 64, 17, 17);
            assertThat(shapes.get(9)).containsExactly(2, 128, 8, 8);
            assertThat(shapes.get(12)).containsExactly(2, 256, 4, 4);
            assertThat(shapes.get(13)).containsExactly(2, 256, 2, 2);
        }
    }

    @Test
    void fewer_channels_mean_fewer_weights() {
        assertThat(new EmbeddingNet(EmbeddingNet.DLIB_WIDTHS).parameterCount()).isEqualTo(5_607_488);
        assertThat(new EmbeddingNet(NARROW).parameterCount()).isLessThan(200_000);
    }

    @Test
    void widths_that_do_not_fit_the_blocks_are_rejected() {
        assertThatThrownBy(() -> new EmbeddingNet(List.of(16, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 values; expected 14");
        List<Integer> wide = new ArrayList<>(NARROW);
        wide.set(0, 33);
        assertThatThrownBy(() -> new EmbeddingNet(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33 for block conv32_1; expected 1 to 32");
    }
}
