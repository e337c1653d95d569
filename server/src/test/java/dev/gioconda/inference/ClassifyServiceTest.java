package dev.gioconda.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.LocalModels;
import dev.gioconda.tensor.Precision;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** The faces of one image share the batches with other images. */
class ClassifyServiceTest {

    @Test
    void image_with_many_faces_is_computed_in_several_batches() throws IOException {
        ServedModel model =
                ServedModel.load(LocalModels.embedded(), new ServedModel.LoadOptions(1, Precision.FLOAT32, 4));
        ComputeScheduler scheduler = new ComputeScheduler(1, Duration.ofSeconds(30));
        Batcher.BatchLimits limits = new Batcher.BatchLimits(4, Duration.ZERO, 16, 1);
        try (ClassifyService service = new ClassifyService(new SafeImageDecoder(), model, limits, scheduler)) {
            Picture crop = new Picture(64, 64, new byte[64 * 64 * 3]);
            assertThat(service.classifyCrops(model, Collections.nCopies(10, crop)))
                    .hasSize(10);
            assertThat(service.batcher().batches()).isEqualTo(3);
            assertThat(service.batcher().crops()).isEqualTo(10);
        }
    }
}
