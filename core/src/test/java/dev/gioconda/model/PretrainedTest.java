package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightCatalog;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration") // loads whole backbones, three seconds
class PretrainedTest {

    @TempDir
    private Path folder;

    private OfficialWeights none() {
        return new OfficialWeights(WeightCatalog.official(), new WeightFolder(folder));
    }

    @Test
    void embedded_backbone_loads_and_names_its_parent() throws IOException {
        Pretrained embedded = Pretrained.embedded();
        Backbone backbone = embedded.spec().build(0);
        backbone.load(embedded.load());
        assertThat(embedded.normalization()).isEqualTo(Normalization.IMAGENET);
        assertThat(embedded.parent()).matches("gioconda/[0-9]{8}-[0-9]{6}");
    }

    @Test
    void vgg_falls_back_to_embedded_and_others_are_an_error() throws IOException {
        assertThat(Pretrained.find("vgg19", Pretrained.AUTO, none())).isEqualTo(Pretrained.embedded());
        assertThat(Pretrained.find("vgg16", Pretrained.EMBEDDED, none()).source())
                .isEqualTo(Pretrained.EMBEDDED);
        assertThatThrownBy(() -> Pretrained.find("resnet50", Pretrained.AUTO, none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no weights of resnet50 on this machine");
        assertThatThrownBy(() -> Pretrained.find("resnet50", Pretrained.EMBEDDED, none()))
                .hasMessageContaining("do not fit resnet50");
    }

    @Test
    void weights_of_another_width_load_into_their_network() throws IOException {
        Backbone narrow = BackboneSpec.parse("vgg19:width=0.125").build(0);
        Path file = folder.resolve("narrow.safetensors");
        Safetensors.write(file, narrow.state(), ScalarType.Float, Map.of());
        Pretrained pretrained = Pretrained.find("vgg19:width=0.125", file.toString(), none());
        assertThat(pretrained.source()).isEqualTo(file.toAbsolutePath().toString());
        assertThat(pretrained.normalization()).isEqualTo(Normalization.IMAGENET);
        assertThat(pretrained.parent()).isEqualTo("narrow.safetensors");
        Map<String, Tensor> read = pretrained.load();
        assertThat(read.keySet()).isEqualTo(narrow.state().keySet());
        String last = "features.34.weight";
        assertThat(Tensors.floats(Objects.requireNonNull(read.get(last))))
                .isEqualTo(Tensors.floats(Objects.requireNonNull(narrow.state().get(last))));
    }

    @Test
    void compressed_vgg_is_read_by_the_names_of_its_own_file() throws IOException {
        Backbone network = BackboneSpec.of("vgg19-16x").build(0);
        Map<String, Tensor> stored = new LinkedHashMap<>();
        int[] firstIndices = {0, 5, 10, 19, 28};
        network.state().forEach((name, weight) -> {
            String part = name.substring(name.lastIndexOf('.'));
            if (name.startsWith("pixels")) {
                stored.put("model.conv0" + part, weight);
            } else {
                int index = Integer.parseInt(name.split("\\.", -1)[1]);
                int block = (int) Arrays.stream(firstIndices)
                        .filter(first -> first <= index)
                        .count();
                stored.put(
                        "model.conv%d%d%s".formatted(block, (index - firstIndices[block - 1]) / 2 + 1, part), weight);
            }
        });
        Path file = folder.resolve("encoder.safetensors");
        Safetensors.write(file, stored, ScalarType.Float, Map.of());
        Pretrained pretrained = Pretrained.find("vgg19-16x", file.toString(), none());
        assertThat(pretrained.normalization()).isEqualTo(Normalization.RESCALE);
        Map<String, Tensor> read = pretrained.load();
        assertThat(read.keySet()).isEqualTo(network.state().keySet());
        assertThat(Tensors.floats(Objects.requireNonNull(read.get("features.25.weight"))))
                .isEqualTo(Tensors.floats(Objects.requireNonNull(stored.get("model.conv44.weight"))));
        assertThatThrownBy(() -> Pretrained.find("vgg19-16x", Pretrained.AUTO, none()))
                .hasMessageContaining("no weights of vgg19-16x");
    }

    @Test
    void painting_backbone_loads_and_replaces_no_vgg_here() throws IOException {
        Pretrained painting = Pretrained.painting();
        painting.spec().build(0).load(painting.load());
        assertThat(Pretrained.find(Pretrained.PAINTING, Pretrained.AUTO, none()))
                .isEqualTo(painting);
        assertThat(Pretrained.find("vgg19", Pretrained.PAINTING, none())).isEqualTo(painting);
        assertThatThrownBy(() -> Pretrained.find(Pretrained.EMBEDDED, Pretrained.PAINTING, none()))
                .hasMessageContaining("another network's");
        assertThat(painting.hasFile()).isFalse();
        assertThat(painting.label()).isEqualTo("painting");
    }

    @Test
    void random_has_no_weights_and_auto_is_not_a_source() throws IOException {
        assertThat(Pretrained.find("resnet18", Pretrained.RANDOM, none()).load())
                .isEmpty();
        Pretrained untrained = Pretrained.find(Pretrained.EMBEDDED, Pretrained.RANDOM, none());
        assertThat(untrained.spec()).isEqualTo(Pretrained.embedded().spec());
        assertThat(untrained.source()).isEqualTo(Pretrained.RANDOM);
        assertThatThrownBy(
                        () -> new Pretrained(BackboneSpec.of("vgg19"), Pretrained.AUTO, Normalization.IMAGENET).load())
                .hasMessageContaining("auto");
    }
}
