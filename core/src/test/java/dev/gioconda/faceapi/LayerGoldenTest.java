package dev.gioconda.faceapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.golden.GoldenFiles;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outputs of layers inside face-api 1.7.15, for two paintings that each network reads as a whole. */
@Tag("integration")
class LayerGoldenTest {

    private static final Path PAINTINGS = GoldenFiles.resource(LayerGoldenTest.class, "/golden/faces");

    private static FaceApi faceApi;

    @BeforeAll
    static void open() throws IOException {
        faceApi = FaceApi.open(FaceApiArchive.path());
    }

    @AfterAll
    static void close() throws IOException {
        if (faceApi != null) {
            faceApi.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"van_gogh_self_portrait", "gauguin_tahiti"})
    void layers_have_face_apis_outputs(String name) throws IOException {
        GoldenFaces golden = new GoldenFaces(PAINTINGS.resolve("golden-public.json"), PAINTINGS);
        JsonNode taps = golden.taps().path(name);
        assertThat(taps).hasSize(7);
        Picture picture = golden.picture(name + ".png");

        Map<String, float[]> ssd = outputs(faceApi.ssdDetector().layers(), SsdDetector.INPUT, picture);
        check(golden, ssd, taps.path("ssd"), 11);
        golden.layer(SsdDetector.INPUT.scaled(picture), taps.path("ssd").path("resized"));
        checkCandidates(golden, faceApi.ssdDetector().candidates(picture), taps.path("ssd"));
        SquareInput tinyInput = TinyDetector.input(416);
        Map<String, float[]> tiny = outputs(faceApi.tinyDetector().layers(), tinyInput, picture);
        golden.layer(output(tiny, "conv8"), taps.path("tiny").path("output"));
        JsonNode best = taps.path("tiny").path("best");
        int cell = best.path("row").asInt() * 13 + best.path("col").asInt();
        int at = (cell * 5 + best.path("anchor").asInt()) * 5;
        golden.numbers("layer", Arrays.copyOfRange(output(tiny, "conv8"), at, at + 5), best.path("raw"));
        check(golden, outputs(faceApi.landmarkNet().layers(), LandmarkNet.INPUT, picture), taps.path("landmark68"), 6);
        check(
                golden,
                outputs(faceApi.tinyLandmarkNet().layers(), TinyLandmarkNet.INPUT, picture),
                taps.path("landmark68tiny"),
                5);
        check(
                golden,
                outputs(faceApi.expressionNet().layers(), ExpressionNet.INPUT, picture),
                taps.path("expression"),
                6);
        check(golden, outputs(faceApi.ageGenderNet().layers(), AgeGenderNet.INPUT, picture), taps.path("ageGender"), 7);
        check(
                golden,
                outputs(faceApi.descriptorNet().layers(), DescriptorNet.INPUT, picture),
                taps.path("recognition"),
                17);
        golden.assertClose(name, 600);
    }

    private static void check(GoldenFaces golden, Map<String, float[]> outputs, JsonNode taps, int layers) {
        int checked = 0;
        for (Map.Entry<String, float[]> output : outputs.entrySet()) {
            JsonNode tap = taps.path(output.getKey());
            if (tap.isArray()) {
                golden.numbers("layer", output.getValue(), tap);
            } else if (tap.isObject()) {
                golden.layer(output.getValue(), tap);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(layers);
    }

    private static void checkCandidates(GoldenFaces golden, SsdDetector.Candidates candidates, JsonNode taps) {
        int count = candidates.scores().length;
        float[] scores = new float[count];
        float[] boxes = new float[4 * count];
        for (int i = 0; i < count; i++) {
            scores[i] = (float) candidates.scores()[i];
            Box box = candidates.boxes().get(i);
            boxes[4 * i] = (float) box.y();
            boxes[4 * i + 1] = (float) box.x();
            boxes[4 * i + 2] = (float) (box.y() + box.height());
            boxes[4 * i + 3] = (float) (box.x() + box.width());
        }
        golden.layer(scores, taps.path("scoresTap"));
        golden.layer(boxes, taps.path("boxesTap"));
        for (JsonNode top : taps.path("top10")) {
            int anchor = top.path("anchor").asInt();
            golden.number("score", candidates.scores()[anchor], top.path("score"));
            golden.numbers("layer", Arrays.copyOfRange(boxes, 4 * anchor, 4 * anchor + 4), top.path("yxyx"));
        }
    }

    /** The input and the outputs of all layers, channels last. */
    private static Map<String, float[]> outputs(LayerChain layers, SquareInput input, Picture picture) {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        try (PointerScope scope = new PointerScope()) {
            Tensor pixels = input.tensor(List.of(picture));
            outputs.put("input", channelsLast(pixels));
            layers.apply(pixels, (name, output) -> outputs.put(name, channelsLast(output)));
        }
        return outputs;
    }

    private static float[] channelsLast(Tensor output) {
        return Tensors.floats(output.dim() == 4 ? output.permute(0, 2, 3, 1) : output);
    }

    private static float[] output(Map<String, float[]> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name));
    }
}
