package dev.gioconda.cli.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.gioconda.cli.CommandLineFixture;
import dev.gioconda.cli.CommandLineFixture.CommandResult;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weights} as a user calls it, with a cache and a mirror of the test's own. */
@Tag("integration")
class WeightsCommandTest {

    @TempDir
    private Path folder;

    private CommandResult call(String... arguments) {
        List<String> all = new ArrayList<>(List.of("weights"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--weight-cache", folder.resolve("cache").toString()));
        return CommandLineFixture.call(all);
    }

    private static CommandResult show(String... arguments) {
        List<String> all = new ArrayList<>(List.of("weights", "show"));
        all.addAll(List.of(arguments));
        return CommandLineFixture.call(all);
    }

    private Path timm() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(
                file, Map.of("features.0.bias", Tensors.of(new float[] {1, 2}, 2)), ScalarType.Float, Map.of());
        return file;
    }

    @Test
    void list_shows_every_file_and_marks_local_ones() throws IOException {
        CommandResult list = call("list");
        assertThat(list.code()).isZero();
        assertThat(list.out())
                .contains("vgg19-keras", "76.4 MiB", "MD5 253f8cb5", "no checksum")
                .doesNotContain("cached");
        assertThat(list.out().lines().filter(line -> line.startsWith("mobilefacenet ")))
                .singleElement(STRING)
                .contains("Apache-2.0", "trained on MS-Celeb-1M (withdrawn by its publisher; images for research)");
        JsonNode first = new ObjectMapper()
                .readTree(call("list", "--json").out().lines().findFirst().orElse(""));
        assertThat(first.path("network").asText()).isEqualTo("vgg19");
        assertThat(first.path("checksum").path("algorithm").asText()).isEqualTo("MD5");
        assertThat(first.path("path").isNull()).isTrue();
        assertThat(first.path("license").asText()).isEqualTo("CC BY 4.0");
        assertThat(first.path("trainingData").asText()).startsWith("ImageNet (");
    }

    @Test
    void imported_file_is_verified_until_it_changes() throws IOException {
        Path model = timm();
        assertThat(call("import", model.toString()).err()).contains("No official file is named model.safetensors");
        CommandResult withoutChecksum = call("import", model.toString(), "--as", "vgg19-timm");
        assertThat(withoutChecksum.code()).isEqualTo(2);
        assertThat(withoutChecksum.err()).contains("There is no published checksum of vgg19-timm");
        CommandResult imported = call("import", model.toString(), "--as", "vgg19-timm", "--trust");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.err()).contains("vgg19-timm: license: ", "vgg19-timm: trained on: ImageNet");
        Path place = Path.of(imported.out().strip());
        assertThat(place).hasFileName("vgg19.tv_in1k.safetensors").hasSameBinaryContentAs(model);
        assertThat(call("where", "vgg19").out().strip()).isEqualTo(place.toString());
        assertThat(call("list").out()).contains("cached");
        CommandResult verified = call("verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.out()).startsWith("good vgg19-timm").contains("SHA-256 matches");

        byte[] bytes = Files.readAllBytes(place);
        bytes[bytes.length - 1] ^= 1;
        Files.write(place, bytes);
        CommandResult damaged = call("verify", "vgg19-timm", "--json");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(damaged.out()).path("good").asBoolean(true))
                .isFalse();
    }

    @Test
    void wrong_file_is_not_imported_under_an_official_name() throws IOException {
        Path wrong = Files.copy(timm(), folder.resolve("vgg19-dcbb9e9d.pth"));
        CommandResult refused = call("import", wrong.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("the official file vgg19-torchvision has 574673361");
        assertThat(call("import", timm().toString(), "--as", "vgg19-timm", "--sha256", "0".repeat(64))
                        .err())
                .contains("its SHA-256 is");
        assertThat(call("import", timm().toString(), "--as", "vgg19-timm", "--sha256", "12")
                        .code())
                .isEqualTo(2);
        Path page = Files.writeString(folder.resolve("resnet18-f37072fd.pth"), "<html>Sign in</html>");
        assertThat(call("import", page.toString()).err()).contains("is an HTML page, not weights");
    }

    @Test
    void fetch_uses_the_mirror_then_works_offline() throws IOException {
        Path model = timm();
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/w/vgg19.tv_in1k.safetensors", exchange -> {
            byte[] bytes = Files.readAllBytes(model);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        mirror.start();
        try {
            String at = "http://127.0.0.1:" + mirror.getAddress().getPort() + "/w";
            CommandResult fetched = call("fetch", "vgg19-timm", "--mirror", at, "--trust");
            assertThat(fetched.code()).as(fetched.err()).isZero();
            assertThat(fetched.err())
                    .containsSubsequence(
                            "vgg19-timm: license: not stated\n",
                            "vgg19-timm: trained on: ImageNet (images for non-commercial research and education)\n",
                            "fetching vgg19.tv_in1k.safetensors");
            assertThat(Path.of(fetched.out().strip())).hasSameBinaryContentAs(model);
        } finally {
            mirror.stop(0);
        }
        assertThat(call("fetch", "vgg19-timm", "--offline").code()).isZero();
        CommandResult offline = call("fetch", "vgg16", "--offline");
        assertThat(offline.code()).isEqualTo(1);
        assertThat(offline.err()).contains("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5 is not in");
    }

    @Test
    void show_counts_tensors_and_lists_them_as_json() throws IOException {
        Path model = timm();
        CommandResult shown = show(model.toString());
        assertThat(shown.out().strip()).isEqualTo(model + ": SAFETENSORS, 1 tensors, 2 parameters");
        JsonNode json =
                new ObjectMapper().readTree(show(model.toString(), "--json").out());
        assertThat(json.path("format").asText()).isEqualTo("SAFETENSORS");
        assertThat(json.path("parameters").asLong()).isEqualTo(2);
        JsonNode tensor = json.path("tensors").path(0);
        assertThat(tensor.path("name").asText()).isEqualTo("features.0.bias");
        assertThat(tensor.path("shape").toString()).isEqualTo("[2]");
        assertThat(tensor.path("dtype").asText()).isEqualTo("float32");
        CommandResult missing = show(folder.resolve("nothing.pth").toString());
        assertThat(missing.code()).isEqualTo(1);
    }

    @Test
    void face_models_are_imported_by_their_content() throws IOException {
        Path shared = Path.of(System.getProperty("gioconda.root", "."), "../shared/weights");
        assumeTrue(Files.isDirectory(shared), "The weight files of shared/weights are not here.");
        Path renamed = Files.copy(shared.resolve("yunet_n_640_640.onnx"), folder.resolve("face.onnx"));
        CommandResult imported = call("import", renamed.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.err()).contains("yunet: license: Apache-2.0", "yunet: trained on: WIDER FACE");
        assertThat(call("where", "yunet").out().strip())
                .isEqualTo(imported.out().strip());
        for (String name : new String[] {
            "MobileFaceNet_foamliu.onnx",
            "mobilefacenet_foamliu.pt",
            "squeezenet_notop.h5",
            "vladmandic-face-api-1.7.15.tgz",
            "npm-mediapipe/face_landmark_468.tflite",
            "npm-mediapipe/selfie_segmentation.tflite"
        }) {
            CommandResult other = call("import", shared.resolve(name).toString());
            assertThat(other.code()).as(other.err()).isZero();
        }
        assertThat(call("verify").out().lines()).hasSize(7).allMatch(line -> line.startsWith("good "));
        JsonNode shown =
                new ObjectMapper().readTree(show(renamed.toString(), "--json").out());
        assertThat(shown.path("format").asText()).isEqualTo("ONNX");
        assertThat(shown.path("bytes").asLong()).isEqualTo(317_466);
        Files.write(renamed, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(call("import", renamed.toString(), "--as", "yunet").err())
                .contains("begins as ONNX but is cut off or damaged");
    }

    @Test
    void invalid_calls_name_the_remedy() {
        assertThat(call().code()).isEqualTo(2);
        assertThat(call("fetch").code()).isEqualTo(2);
        assertThat(call("fetch", "vgg20").err()).contains("There is no official file \"vgg20\"; known are");
        assertThat(call("fetch", "vgg19-keras", "--only", "features.").err()).contains("is not a safetensors file");
        assertThat(call("fetch", "vgg19-timm", "--only", "features.").err()).contains("--trust");
        assertThat(call("fetch", "vgg19-keras", "--mirror", "nowhere").err()).contains("is not a mirror");
        assertThat(call("where", "vgg19").err()).contains("\"gioconda weights fetch vgg19\" downloads them");
        assertThat(call("where").out().strip())
                .isEqualTo(folder.resolve("cache").toString());
        assertThat(call("verify").err()).contains("There are no official files in");
        assertThat(call("verify", "vgg19-keras").code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "fetch", "import", "verify", "where", "show"})
    void every_command_has_example_help(String command) {
        CommandResult help = call(command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Example").contains("gioconda weights " + command);
    }
}
