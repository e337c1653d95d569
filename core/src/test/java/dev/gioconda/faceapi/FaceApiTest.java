package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.Picture;
import dev.gioconda.image.PictureFixture;
import dev.gioconda.weights.format.TfjsArchiveFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The networks with random weights. */
class FaceApiTest {

    private static final Picture FACE = PictureFixture.noise(90, 120, 3);

    @TempDir
    private static Path folder;

    private static FaceApi open(TfjsArchiveFixture weights) throws IOException {
        return FaceApi.open(weights.tgz(folder.resolve("face-api.tgz")));
    }

    @Test
    void descriptors_of_a_batch_are_those_of_single_faces() throws IOException {
        List<Picture> faces = new ArrayList<>();
        for (int i = 0; i < 18; i++) { // more than one batch
            faces.add(PictureFixture.noise(40 + i, 50, i));
        }
        try (FaceApi faceApi = open(SyntheticWeights.descriptor())) {
            List<float[]> descriptors = faceApi.descriptorNet().describe(faces);
            assertThat(descriptors).hasSize(18);
            for (int i : new int[] {0, 15, 16, 17}) {
                float[] single = faceApi.descriptorNet().describe(faces.get(i));
                assertThat(single).hasSize(DescriptorNet.LENGTH);
                assertThat(descriptors.get(i))
                        .usingComparatorWithPrecision(1e-3f)
                        .containsExactly(single);
            }
            assertThat(descriptors.get(0)).isNotEqualTo(descriptors.get(1));
        }
    }

    @Test
    void network_outlives_the_scope_in_which_it_was_opened() throws IOException {
        try (FaceApi faceApi = open(SyntheticWeights.tinyDetector())) {
            TinyDetector detector;
            List<Detection> inside;
            try (PointerScope scope = new PointerScope()) {
                detector = faceApi.tinyDetector();
                inside = detector.detect(FACE, 96, 0.3);
            }
            assertThat(detector.detect(FACE, 96, 0.3)).isEqualTo(inside).isNotEmpty();
            assertThat(inside.get(0).score()).isBetween(0.3, 1.0);
            assertThat(faceApi.tinyDetector()).isSameAs(detector);
        }
    }

    @Test
    void size_of_the_small_detector_is_a_multiple_of_32() throws IOException {
        try (FaceApi faceApi = open(SyntheticWeights.tinyDetector())) {
            TinyDetector detector = faceApi.tinyDetector();
            for (int size : new int[] {0, 100, -32, 1 << 20}) {
                assertThatThrownBy(() -> detector.detect(FACE, size, 0.5))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("multiple of 32");
            }
        }
    }

    @Test
    void archive_without_a_model_is_refused_when_it_is_used() throws IOException {
        try (FaceApi faceApi = open(SyntheticWeights.tinyDetector())) {
            assertThatThrownBy(faceApi::descriptorNet)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("face_recognition/conv32_down");
        }
    }

    @Test
    void weights_of_another_shape_are_refused() throws IOException {
        TfjsArchiveFixture other = new TfjsArchiveFixture("tiny_face_detector", 1000)
                .floats("conv0/filters", new float[3 * 3 * 3 * 8], 3, 3, 3, 8);
        try (FaceApi faceApi = open(other)) {
            assertThatThrownBy(faceApi::tinyDetector)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("[3, 3, 3, 8], expected [3, 3, 3, 16]");
        }
    }

    @Test
    void closed_networks_refuse_to_work() throws IOException {
        FaceApi faceApi = open(SyntheticWeights.tinyDetector());
        TinyDetector detector = faceApi.tinyDetector();
        faceApi.close();
        assertThatThrownBy(() -> detector.detect(FACE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(faceApi::tinyDetector).isInstanceOf(IllegalStateException.class);
        faceApi.close();
    }

    @Test
    @Tag("integration")
    void a_hundred_descriptors_leave_no_native_memory() throws IOException {
        try (FaceApi faceApi = open(SyntheticWeights.descriptor())) {
            DescriptorNet network = faceApi.descriptorNet();
            network.describe(FACE);
            long bytes = Pointer.totalBytes();
            long objects = Pointer.totalCount();
            for (int i = 0; i < 100; i++) {
                assertThat(network.describe(FACE)[0]).isNotNaN();
            }
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
        }
    }
}
