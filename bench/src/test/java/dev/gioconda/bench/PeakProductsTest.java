package dev.gioconda.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.nn.Architecture;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PeakProductsTest {

    @Test
    void flops_match_the_kernels_of_the_network() {
        List<Tensor> kernels = Architecture.STUDY_CNN.build(64, 64, 1).weights().stream()
                .filter(weight -> weight.dim() >= 2)
                .toList();
        long[] positions = {64 * 64, 64 * 64, 32 * 32, 32 * 32, 16 * 16, 16 * 16, 1};
        assertThat(kernels).hasSameSizeAs(positions);

        double forward = 0;
        for (int i = 0; i < positions.length; i++) {
            forward += 2.0 * positions[i] * kernels.get(i).numel();
        }
        double ofThePictures = 2.0 * positions[0] * kernels.get(0).numel();

        assertThat(PeakProducts.studyCnnFlops()).isEqualTo(3 * forward - ofThePictures);
    }
}
