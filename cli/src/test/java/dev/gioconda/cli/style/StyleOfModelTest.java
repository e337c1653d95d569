package dev.gioconda.cli.style;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gioconda.cli.Gioconda;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.Architecture;
import dev.gioconda.nn.Network;
import dev.gioconda.nn.Normalisation;
import dev.gioconda.nn.Output;
import dev.gioconda.style.analysis.DrawnTextures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Painting with a network that was trained here. */
class StyleOfModelTest {

    @TempDir
    private Path folder;

    private record Result(int code, String out, String err) {}

    private static Result call(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gioconda.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeEach
    void draw() throws IOException {
        Files.write(
                folder.resolve("face.png"),
                PictureWriter.png(DrawnTextures.all().get(1)));
        Files.write(
                folder.resolve("waves.png"),
                PictureWriter.png(DrawnTextures.all().get(0)));
    }

    @Test
    void theStudysThirdRunLooksWithAModelThatWasTrainedOnFaces() throws IOException {
        Path version = faceModel("vgg19:width=0.0625/study");
        List<String> arguments = List.of(
                "style",
                "--content",
                at("face.png"),
                "--style",
                at("waves.png"),
                "--preset",
                "study-face",
                "--size",
                "64",
                "--iterations",
                "2",
                "--json",
                "--output",
                at("studied.png"));
        List<String> with = new ArrayList<>(arguments);
        with.addAll(List.of("--backbone", "model:" + version));
        Result result = call(with);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(new ObjectMapper().readTree(result.out()).path("weights").asText())
                .startsWith("face/");
        assertThat(result.err()).contains("vgg19:width=0.0625/study");
        Result without = call(arguments);
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.err()).contains("no model \"face-vgg19\"");
        Result whole = call(
                List.of("style", "--content", at("face.png"), "--style", at("waves.png"), "--backbone", "model:smile"));
        assertThat(whole.code()).isEqualTo(2);
        assertThat(whole.err()).contains("no names to paint with");
    }

    @Test
    void aModelOfLargerFacesPaintsLargerPicturesAndSaysThatSmallOnesAreTooSmall() throws IOException {
        Path version = faceModel("vgg19:width=0.0625/study", 192);
        for (int size : new int[] {96, 512}) {
            Result result = call(List.of(
                    "style",
                    "--content",
                    at("face.png"),
                    "--style",
                    at("waves.png"),
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
                    at("large.png")));
            if (size == 96) {
                assertThat(result.code()).isEqualTo(1);
                assertThat(result.err())
                        .contains("sees nothing of a picture of", "--size")
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
                Normalisation.IMAGENET,
                false,
                List.of("Smiling"),
                "Smiling",
                new Manifest.Calibration(1, 0.5, 0.05),
                Map.of(),
                new Manifest.Data("none", 0, 0, "00"),
                "",
                "",
                List.of(),
                Map.of());
        Network network = Architecture.of(architecture).build(side, side, 1);
        ModelFiles.write(version, manifest, network.state(), ScalarType.Float, "# card\n");
        return version;
    }
}
