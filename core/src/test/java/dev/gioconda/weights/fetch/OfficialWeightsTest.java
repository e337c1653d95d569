package dev.gioconda.weights.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.format.Convention;
import dev.gioconda.weights.format.GoldenWeightsTest;
import dev.gioconda.weights.format.TorchFileFixture;
import dev.gioconda.weights.format.WeightFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalog, the cache, the settings, and the calls of other packages. */
class OfficialWeightsTest {

    @TempDir
    private Path folder;

    @Test
    void catalog_entries_are_unique_and_complete() {
        WeightCatalog catalog = WeightCatalog.official();
        assertThat(new HashSet<>(catalog.files().stream().map(OfficialFile::id).toList()))
                .hasSameSizeAs(catalog.files());
        assertThat(new HashSet<>(
                        catalog.files().stream().map(OfficialFile::name).toList()))
                .hasSameSizeAs(catalog.files());
        assertThat(catalog.files()).allSatisfy(file -> {
            assertThat(file.urls()).isNotEmpty().allMatch(url -> url.getScheme().equals("https"));
            assertThat(file.name()).matches(".+\\.(h5|pth|pt|safetensors|onnx|tflite|tgz)");
            assertThat(file.trainingData()).isNotBlank();
            Checksum checksum = file.checksum();
            if (file.name().endsWith(".pth")
                    && !file.id().equals("vgg19-16x")) { // torchvision's promise: the name holds the beginning of the
                // SHA-256
                assertThat(checksum).isNotNull();
                assertThat(file.name())
                        .contains(checksum == null ? "?" : checksum.hex().substring(0, 8));
            }
        });
        assertThat(catalog.file("vgg19-keras").license()).isEqualTo("CC BY 4.0");
        assertThat(catalog.file("vgg19-torchvision").bytes()).isEqualTo(574_673_361L);
        assertThatThrownBy(() -> catalog.file("vgg20")).hasMessageContaining("known are vgg19-keras, ");
    }

    @ParameterizedTest
    @CsvSource({
        "yunet,yunet_n_640_640.onnx,Apache-2.0,WIDER FACE",
        "mobilefacenet,MobileFaceNet_foamliu.onnx,Apache-2.0,withdrawn",
        "face-api,vladmandic-face-api-1.7.15.tgz,MIT,iBUG",
        "face-mesh,face_landmark_468.tflite,Apache-2.0,Google",
        "person-mask,selfie_segmentation.tflite,Apache-2.0,Google",
        "squeezenet,squeezenet_notop.h5,MIT,ImageNet"
    })
    void face_model_has_size_checksum_and_terms(String id, String name, String license, String trainingData)
            throws IOException {
        OfficialFile file = WeightCatalog.official().file(id);
        assertThat(file.name()).isEqualTo(name);
        assertThat(file.bytes()).isPositive();
        assertThat(file.checksum()).isNotNull().matches(Checksum::isComplete);
        assertThat(file.license()).contains(license);
        assertThat(file.trainingData()).contains(trainingData);
        OfficialWeights weights = new OfficialWeights(WeightCatalog.official(), new WeightFolder(folder));
        assertThat(weights.find(id)).isEmpty();
        Path local = Files.createFile(folder.resolve(name));
        assertThat(weights.find(id)).contains(local);
    }

    @Test
    void file_of_another_name_is_found_by_its_content() throws IOException {
        Path from = folder.resolve("model.pth");
        TorchFileFixture.zip(from, Map.of("features.0.weight", Tensors.of(new float[] {1}, 1)));
        OfficialFile file = official(Files.size(from), Checksum.sha256(from));
        assertThat(new WeightCatalog(List.of(file)).withContentOf(from)).contains(file);
        Files.write(from, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(new WeightCatalog(List.of(file)).withContentOf(from)).isEmpty();
        OfficialFile eightDigits = official(Files.size(from), new Checksum("SHA-256", "01234567"));
        assertThat(new WeightCatalog(List.of(eightDigits)).withContentOf(from)).isEmpty();
    }

    private static OfficialFile official(@Nullable Long bytes, Checksum checksum) {
        return new OfficialFile("x", "vgg19", "x.pth", List.of(), bytes, null, checksum, null, "", "", "");
    }

    @Test
    void preferred_local_file_is_found() throws IOException {
        OfficialWeights weights =
                new OfficialWeights(WeightCatalog.official(), new WeightFolder(folder.resolve("cache")));
        assertThat(weights.find("vgg19")).isEmpty();
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Path torchvision = Files.createFile(cache.resolve("vgg19-dcbb9e9d.pth"));
        assertThat(weights.find("vgg19")).contains(torchvision);
        Path part = Files.createFile(cache.resolve("vgg19.tv_in1k.features.safetensors"));
        Files.createFile(cache.resolve("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5.part"));
        assertThat(weights.find("vgg19")).contains(part);
        Path keras = Files.createFile(cache.resolve("vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5"));
        assertThat(weights.find("vgg19")).contains(keras);
        assertThat(weights.find("vgg16")).isEmpty();
        assertThat(weights.find("no such network")).isEmpty();
        assertThat(WeightCatalog.official().file("vgg19-timm").partName("features."))
                .isEqualTo("vgg19.tv_in1k.features.safetensors");
    }

    @Test
    void weights_are_read_as_float32_and_filtered() throws Exception {
        assertThat(OfficialWeights.read(GoldenWeightsTest.golden("zip.pth"), "any", name -> true))
                .doesNotContainKey("norm.num_batches_tracked")
                .containsKey("conv.weight")
                .allSatisfy((name, tensor) -> {
                    assertThat(tensor.scalar_type().intern()).isEqualTo(ScalarType.Float);
                    assertThat(tensor.is_contiguous()).isTrue();
                });
        Path golden = GoldenWeightsTest.golden("stream.pth");
        assertThat(OfficialWeights.read(golden, "any", "conv.bias"::equals)).containsOnlyKeys("conv.bias");
        assertThatThrownBy(() -> OfficialWeights.read(golden, "any", name -> false))
                .hasMessageContaining("none of the weights");
        assertThat(OfficialWeights.names(golden, "any")).contains("conv.weight");
    }

    @Test
    void preprocessing_convention_is_detected() throws Exception {
        OfficialWeights weights = new OfficialWeights(WeightCatalog.official(), new WeightFolder(folder));
        Path keras = GoldenWeightsTest.golden("keras.h5");
        assertThat(weights.convention(keras, "vgg19")).isEqualTo(Convention.CAFFE_BGR);
        assertThat(weights.convention(keras, "efficientnet_b0").oneSidedPadding())
                .isTrue();
        assertThat(weights.convention(keras, "densenet121").epsilon()).isEqualTo(1.001e-5);
        Path torch = GoldenWeightsTest.golden("zip.pth");
        assertThat(weights.convention(torch, "vgg16")).isEqualTo(Convention.TORCHVISION);
        Path amdegroot = Files.copy(torch, folder.resolve("vgg16_features-amdegroot-88682ab5.pth"));
        assertThat(weights.convention(amdegroot, "vgg16")).isEqualTo(Convention.CAFFE_RGB);
    }

    @Test
    void files_that_are_not_weights_are_rejected() throws IOException {
        Path page = Files.writeString(folder.resolve("a.h5"), "  <!doctype HTML><html>404</html>");
        assertThatThrownBy(() -> WeightFile.open(page))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is an HTML page, not weights");
        Path text = Files.writeString(folder.resolve("b.pth"), "Not found", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> WeightFile.open(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(9 bytes, the first are 4e 6f 74 20 66 6f 75 6e) is none of the weight files");
        Path empty = Files.createFile(folder.resolve("c.safetensors"));
        assertThatThrownBy(() -> WeightFile.open(empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(0 bytes");
    }

    @Test
    void import_is_verified_before_it_is_stored() throws IOException {
        Path from = folder.resolve("model.pth");
        TorchFileFixture.zip(from, Map.of("features.0.weight", Tensors.of(new float[] {1}, 1)));
        WeightFolder cache = new WeightFolder(folder.resolve("cache"));
        OfficialFile file = official(null, Checksum.sha256(from));
        assertThat(cache.importFile(from, file, step -> {})).hasSameBinaryContentAs(from);
        OfficialFile other = file.withChecksum(new Checksum("MD5", "0123456789abcdef0123456789abcdef"));
        Files.delete(cache.pathOf(file));
        assertThatThrownBy(() -> cache.importFile(from, other, step -> {}))
                .hasMessageContaining("its MD5 is")
                .hasMessageContaining("discarded");
        assertThat(cache.path()).isEmptyDirectory();
        assertThat(from).exists();
    }

    @Test
    void settings_are_read_from_the_environment() {
        Path home = Path.of("/home/mona");
        assertThat(WeightSettings.of(Map.of(), home))
                .isEqualTo(new WeightSettings(Path.of("/home/mona/.cache/gioconda/weights"), List.of(), false));
        assertThat(WeightSettings.of(Map.of("XDG_CACHE_HOME", "/x", "GIOCONDA_OFFLINE", "1"), home))
                .isEqualTo(new WeightSettings(Path.of("/x/gioconda/weights"), List.of(), true));
        assertThat(WeightSettings.of(Map.of("XDG_CACHE_HOME", "relative"), home).folder())
                .startsWithRaw(home);
        WeightSettings custom = WeightSettings.of(
                Map.of(
                        "GIOCONDA_CACHE",
                        "/w",
                        "GIOCONDA_OFFLINE",
                        "false",
                        "GIOCONDA_WEIGHTS_MIRROR",
                        "https://a.example/w, http://b.example/"),
                home);
        assertThat(custom.folder()).isEqualTo(Path.of("/w"));
        assertThat(custom.offline()).isFalse();
        OfficialFile file = WeightCatalog.official().file("resnet18-torchvision");
        assertThat(file.sources(custom.mirrors()))
                .containsExactly(
                        URI.create("https://a.example/w/resnet18-f37072fd.pth"),
                        URI.create("http://b.example/resnet18-f37072fd.pth"),
                        file.urls().get(0));
        assertThatThrownBy(() -> WeightSettings.mirrors("ftp://a.example")).hasMessageContaining("is not a mirror");
    }

    @Test
    void proxies_are_read_from_environment_then_java() {
        ProxySelector java = ProxySelector.of(InetSocketAddress.createUnresolved("java.example", 1));
        EnvironmentProxySelector proxies = new EnvironmentProxySelector(
                Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", "inside.example, .other.example"), java);
        assertThat(port(proxies, "https://download.example/x")).isEqualTo(3128);
        assertThat(port(proxies, "http://download.example/x")).isEqualTo(1);
        for (String direct : List.of(
                "https://inside.example/",
                "https://a.inside.example/",
                "https://a.other.example/",
                "http://127.0.0.1:9/",
                "http://localhost/")) {
            assertThat(proxies.select(URI.create(direct))).as(direct).containsExactly(Proxy.NO_PROXY);
        }
        assertThat(port(
                        new EnvironmentProxySelector(Map.of("HTTP_PROXY", "bare.example:8080"), java),
                        "http://a.example/"))
                .isEqualTo(8080);
        assertThatThrownBy(() -> new EnvironmentProxySelector(Map.of("http_proxy", "http://"), java)
                        .select(URI.create("http://a.example/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int port(EnvironmentProxySelector proxies, String address) {
        return ((InetSocketAddress) proxies.select(URI.create(address)).get(0).address()).getPort();
    }
}
