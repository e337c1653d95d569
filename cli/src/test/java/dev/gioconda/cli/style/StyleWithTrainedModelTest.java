package dev.gioconda.cli.style;

import static dev.gioconda.cli.CommandLineFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.style.analysis.ProceduralTextures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Painting with a network that was trained here. */
@Tag("integration")
class StyleWithTrainedModelTest {

    @TempDir
    private Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeEach
    void draw() throws IOException {
        Files.write(
                folder.resolve("face.png"),
                PictureWriter.png(ProceduralTextures.all().get(1)));
        Files.write(
                folder.resolve("waves.png"),
                PictureWriter.png(ProceduralTextures.all().get(0)));
    }

    @Test
    void study_face_preset_uses_the_trained_model() throws IOException {
        Path version = faceModel("vgg19:width=0.0625/study");
        List<String> arguments = List.of(
                "style",
                "--content",
                path("face.png"),
                "--style",
                path("waves.png"),
                "--preset",
                "study-face",
                "--size",
                "64",
                "--iterations",
                "2",
                "--json",
                "--output",
                path("studied.png"));
        List<String> with = new ArrayList<>(arguments);
        with.addAll(List.of("--backbone", "model:" + version));
        CommandResult result = call(with);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(new ObjectMapper().readTree(result.out()).path("weights").asText())
                .startsWith("face/");
        assertThat(result.err()).contains("vgg19:width=0.0625/study");
        CommandResult without = call(arguments);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("no model \"face-vgg19\"");
        CommandResult wholeNetwork = call(List.of(
                "style", "--content", path("face.png"), "--style", path("waves.png"), "--backbone", "model:smile"));
        assertThat(wholeNetwork.code()).isEqualTo(2);
        assertThat(wholeNetwork.err()).contains("layers have no names");
    }

    @Test
    void model_of_larger_faces_rejects_too_small_images() throws IOException {
        Path version = faceModel("vgg19:width=0.0625/study", 192);
        for (int size : new int[] {96, 512}) {
            CommandResult result = call(List.of(
                    "style",
                    "--content",
                    path("face.png"),
                    "--style",
                    path("waves.png"),
                    "--preset",
                    "study-face",
                    "--backbone",
                    "model:" + version,
                    "--size",
                    Integer.toString(size),
                    "--iterations",
                    "1",
                    "--set",
                    "style.layers=[\"block1_conv1\"]",
                    "--set",
                    "style.weights=[1.0]",
                    "--output",
                    path("large.png")));
            if (size == 96) {
                assertThat(result.code()).isEqualTo(1);
                assertThat(result.err())
                        .contains("has no output for an image of", "a larger size")
                        .doesNotContain("at dev.");
            } else {
                assertThat(result.code()).as(result.err()).isZero();
            }
        }
    }

    private Path faceModel(String architecture) throws IOException {
        return faceModel(architecture, 64);
    }

    private Path faceModel(String architecture, int side) throws IOException {
        Path version = folder.resolve("face");
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                "face",
                "20261126-101500",
                architecture,
                Output.SIGMOID,
                new CropGeometry(25, 57, 128, 128, side, side, false),
                Normalization.IMAGENET,
                false,
                List.of("Smiling"),
                "Smiling",
                new Manifest.ClassifierCalibration(1, 0.5, 0.05),
                Map.of(),
                new Manifest.DataSummary("none", 0, 0, "00"),
                "",
                "",
                List.of(),
                Map.of());
        Network network = Architecture.of(architecture).build(side, side, 1);
        ModelFiles.write(version, manifest, network.state(), ScalarType.Float, "# card\n");
        return version;
    }
}
