package dev.gioconda.cli.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.image.AffineMap;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code faces} with the published files of YuNet, MobileFaceNet, face-mesh and face-api, on paintings; runs where these files are at hand. */
@Tag("integration")
class PublishedWeightsTest {

    private static final Path SHARED = Path.of(System.getProperty("gioconda.root", "."), "../shared");
    private static final List<String> WEIGHTS = List.of(
            "yunet_n_640_640.onnx",
            "MobileFaceNet_foamliu.onnx",
            "npm-mediapipe/face_landmark_468.tflite",
            "vladmandic-face-api-1.7.15.tgz");
    private static final String VAN_GOGH = "van_gogh_self_portrait";
    private static final String MATISSE = "matisse_woman_with_hat";

    @TempDir
    private Path folder;

    @BeforeEach
    void copyWeights() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        for (String name : WEIGHTS) {
            Path file = SHARED.resolve("weights").resolve(name);
            assumeThat(file).as("published weights are not on this machine").isRegularFile();
            Files.copy(file, folder.resolve("cache").resolve(file.getFileName()));
        }
    }

    private CommandResult call(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of("faces", command));
        all.addAll(List.of(arguments));
        if (!command.equals("detect")) {
            all.addAll(List.of("--embedder", "mobilefacenet"));
        }
        all.addAll(List.of(
                "--detector", "yunet", "--weight-cache", folder.resolve("cache").toString()));
        if (List.of("enroll", "identify", "search", "cluster").contains(command)) {
            all.addAll(List.of(
                    "--gallery",
                    folder.resolve("gallery").toString(),
                    "--key",
                    folder.resolve("key").toString()));
        }
        return CommandLineFixture.call(all);
    }

    /** A painting, turned and scaled, in a folder of its own. */
    private String painting(String name, double degrees, double scale) throws IOException {
        Picture picture = new SafeImageDecoder().read(SHARED.resolve("golden/faces/png-public/" + name + ".png"));
        double x = picture.width() / 2.0;
        double y = picture.height() / 2.0;
        int width = (int) (picture.width() * scale);
        int height = (int) (picture.height() * scale);
        Picture changed = Resampler.sample(
                picture,
                AffineMap.similarity(x, y, x, y, 1, degrees),
                new CropGeometry(0, 0, picture.width(), picture.height(), width, height, false));
        Path file = folder.resolve("images/%s_%.0f_%.1f.png".formatted(name, degrees, scale));
        Files.createDirectories(folder.resolve("images"));
        Files.write(file, PictureWriter.png(changed));
        return file.toString();
    }

    @Test
    void one_portrait_matches_itself_turned_and_no_other() throws IOException {
        String upright = painting(MATISSE, 0, 1);
        JsonNode same =
                call("verify", "--json", upright, painting(MATISSE, -20, 0.8)).json();
        assertThat(same.path("same").asBoolean()).isTrue();
        assertThat(same.path("probability").asDouble()).isGreaterThan(0.99);
        assertThat(same.path("faces")
                        .get(0)
                        .path("points")
                        .path("noseTip")
                        .path("x")
                        .asDouble())
                .isPositive();
        JsonNode other =
                call("verify", "--json", upright, painting(VAN_GOGH, 0, 1)).json();
        assertThat(other.path("same").asBoolean()).isFalse();
        assertThat(other.path("probability").asDouble()).isLessThan(0.1);
    }

    @Test
    void detected_face_has_parts_pose_and_expression() throws IOException {
        String file = painting(VAN_GOGH, 0, 1);
        JsonNode face = call("detect", "--json", "--parts", "--expression", file)
                .json()
                .path("faces")
                .get(0);
        assertThat(face.path("parts").path("lips")).hasSize(20);
        JsonNode corner = face.path("parts").path("rightEye").get(0);
        assertThat(corner.get(0).asDouble()).isCloseTo(125, within(25.0));
        assertThat(corner.get(1).asDouble()).isCloseTo(222, within(25.0));
        assertThat(face.path("presence").asDouble()).isGreaterThan(0.9);
        assertThat(Math.abs(face.path("pose").path("roll").asDouble())).isLessThan(20);
        double sum = 0;
        for (JsonNode probability : face.path("expressions")) {
            sum += probability.asDouble();
        }
        assertThat(face.path("expressions")).hasSize(7);
        assertThat(sum).isCloseTo(1, within(0.005));
        String expression = face.path("expression").asText();
        assertThat(call("detect", "--expression", file).out()).contains("), " + expression, " %)");
    }

    @Test
    void enrolled_person_is_identified_found_and_kept_apart() throws IOException {
        String amelie = painting(MATISSE, 0, 1);
        assertThat(call("enroll", "Amélie", amelie, "--consent", "public domain")
                        .out())
                .contains("Amélie is enrolled with 1 face");
        assertThat(call("identify", painting(MATISSE, -20, 0.8)).out()).contains("Amélie (");
        assertThat(call("identify", painting(VAN_GOGH, 0, 1)).out()).contains("unknown");
        String images = folder.resolve("images").toString();
        assertThat(call("search", images, "--person", "Amélie").out())
                .contains(MATISSE + "_0", MATISSE + "_-20")
                .doesNotContain(VAN_GOGH);
        CommandResult clusters = call(
                "cluster",
                images,
                "--known",
                "--output",
                folder.resolve("sheets").toString());
        assertThat(clusters.out().lines()).hasSize(2).first().asString().contains("Amélie", MATISSE);
        assertThat(folder.resolve("sheets/person-001.png")).isNotEmptyFile();
    }

    @Test
    void recognition_is_evaluated_on_drawn_persons() throws IOException {
        Path celeba = SHARED.resolve("data/celeba");
        assumeThat(celeba).as("CelebA is not on this machine").isDirectory();
        JsonNode result = call(
                        "evaluate", "--data", celeba.toString(), "--split", "validation", "--persons", "80", "--json")
                .json();
        assertThat(result.path("faces").asInt()).isBetween(80, 300);
        assertThat(result.path("verification").path("accuracy").asDouble()).isGreaterThan(0.85);
        assertThat(result.path("clusters").path("score").path("bcubedPrecision").asDouble())
                .isGreaterThan(0.7);
    }

    @Test
    void image_without_a_face_is_reported_and_nothing_is_enrolled() throws IOException {
        Path gray = folder.resolve("gray.png");
        Files.write(gray, PictureWriter.png(new Picture(64, 64, new byte[3 * 64 * 64])));
        CommandResult enrolled = call("enroll", "Nobody", gray.toString(), "--consent", "none");
        assertThat(enrolled.code()).isEqualTo(1);
        assertThat(enrolled.err()).contains("gray.png: no face was found");
        assertThat(folder.resolve("gallery")).doesNotExist();
    }

    @Test
    void rate_that_was_not_measured_is_a_usage_error() throws IOException {
        CommandResult verified =
                call("verify", "--false-match-rate", "0", painting(VAN_GOGH, 0, 1), painting(MATISSE, 0, 1));
        assertThat(verified.code()).isEqualTo(2);
        assertThat(verified.err()).contains("expected 1.0E-5 to 0.1");
        call("enroll", "Amélie", painting(MATISSE, 0, 1), "--consent", "public domain");
        CommandResult identified = call("identify", "--false-match-rate", "-1", painting(MATISSE, 0, 1));
        assertThat(identified.code()).isEqualTo(2);
        assertThat(call("identify", "--false-match-rate", "0.00001", painting(MATISSE, 0, 1))
                        .code())
                .isZero();
    }
}
