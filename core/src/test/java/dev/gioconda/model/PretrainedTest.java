package dev.gioconda.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalisation;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.fetch.Catalogue;
import dev.gioconda.weights.fetch.OfficialWeights;
import dev.gioconda.weights.fetch.WeightFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedTest {

    @TempDir
    private Path folder;

    private OfficialWeights none() {
        return new OfficialWeights(Catalogue.official(), new WeightFolder(folder));
    }

    @Test
    void theEmbeddedBackboneFitsItsNetworkAndIsNamedAsAParent() throws IOException {
        Pretrained embedded = Pretrained.embedded();
        Backbone backbone = embedded.spec().build(0);
        backbone.load(embedded.load());
        assertThat(embedded.normalisation()).isEqualTo(Normalisation.IMAGENET);
        assertThat(embedded.parent()).matches("gioconda/[0-9]{8}-[0-9]{6}");
    }

    @Test
    void withoutOfficialWeightsAVggIsOursAndAnotherNetworkASentence() throws IOException {
        assertThat(Pretrained.find("vgg19", Pretrained.AUTO, none())).isEqualTo(Pretrained.embedded());
        assertThat(Pretrained.find("vgg16", Pretrained.EMBEDDED, none()).source())
                .isEqualTo(Pretrained.EMBEDDED);
        assertThatThrownBy(() -> Pretrained.find("resnet50", Pretrained.AUTO, none()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no weights of resnet50 here");
        assertThatThrownBy(() -> Pretrained.find("resnet50", Pretrained.EMBEDDED, none()))
                .hasMessageContaining("do not fit resnet50");
    }

    @Test
    void aFileOfAnotherWidthIsReadIntoItsNetwork() throws IOException {
        Backbone narrow = BackboneSpec.parse("vgg19:width=0.125").build(0);
        Path file = folder.resolve("narrow.safetensors");
        Safetensors.write(file, narrow.state(), ScalarType.Float, Map.of());
        Pretrained found = Pretrained.find("vgg19:width=0.125", file.toString(), none());
        assertThat(found.source()).isEqualTo(file.toAbsolutePath().toString());
        assertThat(found.normalisation()).isEqualTo(Normalisation.IMAGENET);
        assertThat(found.parent()).isEqualTo("narrow.safetensors");
        Map<String, Tensor> read = found.load();
        assertThat(read.keySet()).isEqualTo(narrow.state().keySet());
        String last = "features.34.weight";
        assertThat(Tensors.floats(Objects.requireNonNull(read.get(last))))
                .isEqualTo(Tensors.floats(Objects.requireNonNull(narrow.state().get(last))));
    }

    @Test
    void randomWeightsAreNoneAndAnOpenChoiceIsNoSource() throws IOException {
        assertThat(Pretrained.find("resnet18", Pretrained.RANDOM, none()).load())
                .isEmpty();
        Pretrained untrained = Pretrained.find(Pretrained.EMBEDDED, Pretrained.RANDOM, none());
        assertThat(untrained.spec()).isEqualTo(Pretrained.embedded().spec());
        assertThat(untrained.source()).isEqualTo(Pretrained.RANDOM);
        assertThatThrownBy(
                        () -> new Pretrained(BackboneSpec.of("vgg19"), Pretrained.AUTO, Normalisation.IMAGENET).load())
                .hasMessageContaining("auto");
    }
}
