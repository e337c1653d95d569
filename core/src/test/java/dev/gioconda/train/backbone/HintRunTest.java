package dev.gioconda.train.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.model.BackboneFiles;
import dev.gioconda.model.BackboneManifest;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.style.gallery.ProceduralStyles;
import dev.gioconda.tensor.Safetensors;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A distillation of seconds: the teacher has random weights, the pictures are drawn. */
@Tag("integration")
class HintRunTest {

    @TempDir
    private Path folder;

    private Path pictures = Path.of("");
    private Path teacher = Path.of("");

    @BeforeEach
    void write() throws IOException {
        pictures = Files.createDirectory(folder.resolve("pictures"));
        for (Map.Entry<String, dev.gioconda.image.Picture> style :
                ProceduralStyles.all().entrySet()) {
            Files.write(pictures.resolve(style.getKey() + ".png"), PictureWriter.png(style.getValue()));
        }
        Backbone network = BackboneSpec.of("squeezenet1_1").build(0);
        teacher = folder.resolve("teacher.safetensors");
        Safetensors.write(teacher, network.state(), ScalarType.Float, Map.of());
    }

    private HintRun newRun(String runs, String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "width=0.0625",
                "start=random",
                "side=64",
                "crops=16",
                "validation=4",
                "training.epochs=2",
                "training.batch=4",
                "training.average=0.5",
                "training.precision=float32"));
        all.addAll(List.of(changes));
        return HintRun.create(
                folder.resolve(runs),
                HintRecipe.read(null, all),
                new HintData(List.of(pictures), List.of("squeezenet1_1=" + teacher)));
    }

    private Path finish(HintRun run, Consumer<Progress> listener) throws IOException {
        return run.run(run.run().folder().resolve("backbones"), listener);
    }

    private static Map<String, float[]> weights(Path version) throws IOException {
        BackboneManifest manifest = BackboneFiles.manifest(version);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, Tensor> weight :
                BackboneFiles.weights(version, manifest).entrySet()) {
            values.put(weight.getKey(), Tensors.floats(weight.getValue()));
        }
        return values;
    }

    @Test
    void training_explains_more_of_the_teacher() throws IOException {
        List<Double> explained = new ArrayList<>();
        Path version = finish(newRun("runs", "training.epochs=6", "training.learning-rate=0.01"), progress -> {
            if (progress instanceof Progress.EpochEnd end) {
                explained.add(1 - end.epoch().trainLoss());
            }
        });
        assertThat(explained.get(5)).isGreaterThan(explained.get(0) + 0.02);
        BackboneManifest manifest = BackboneFiles.manifest(version);
        assertThat(manifest.metrics()).containsKeys("validation.explained", "explained.squeezenet1_1.features.7");
        assertThat(Files.readString(version.resolve("card.md")))
                .contains("features.7", "pictures, 5 pictures", "SqueezeNet 1.1 by F. Iandola")
                .doesNotContain("Simonyan");
        BackboneSpec.parse(manifest.backbone()).build(0).load(BackboneFiles.weights(version, manifest));
    }

    @Test
    void resumed_run_equals_an_uninterrupted_one() throws IOException {
        Map<String, float[]> expected = weights(finish(newRun("whole"), progress -> {}));
        HintRun run = newRun("parts");
        assertThatThrownBy(() -> finish(run, progress -> {
                    if (progress instanceof Progress.EpochEnd) {
                        throw new IllegalStateException("the power is gone");
                    }
                }))
                .hasMessage("the power is gone");
        HintRun opened = HintRun.open(run.run().folder());
        assertThat(HintRun.isIn(run.run().folder())).isTrue();
        Map<String, float[]> resumed = weights(finish(opened, progress -> {}));
        assertThat(resumed.keySet()).isEqualTo(expected.keySet());
        resumed.forEach((name, weights) -> assertThat(weights).as(name).isEqualTo(expected.get(name)));
    }

    @Test
    void a_run_is_not_resumed_with_other_weights_of_a_teacher() throws IOException {
        HintRun run = newRun("runs");
        assertThatThrownBy(() -> finish(run, progress -> {
                    throw new IllegalStateException("the power is gone");
                }))
                .hasMessage("the power is gone");
        Safetensors.write(teacher, BackboneSpec.of("squeezenet1_1").build(0).state(), ScalarType.Float, Map.of());
        assertThatThrownBy(() -> finish(HintRun.open(run.run().folder()), progress -> {}))
                .hasMessageContaining("teacher squeezenet1_1");
    }

    @Test
    void teachers_without_weights_or_layers_are_an_error() {
        assertThatThrownBy(() -> HintRun.create(
                        folder.resolve("runs"),
                        HintRecipe.read(null, List.of()),
                        new HintData(List.of(pictures), List.of("resnet18=random"))))
                .hasMessageContaining("no weights of the teacher resnet18");
        assertThatThrownBy(() -> HintRun.create(
                        folder.resolve("runs"),
                        HintRecipe.read(null, List.of()),
                        new HintData(
                                List.of(pictures), List.of("squeezenet1_1=" + teacher, "squeezenet1_1=" + teacher))))
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> HintRun.create(
                        folder.resolve("runs"),
                        HintRecipe.read(null, List.of()),
                        new HintData(List.of(folder.resolve("missing")), List.of("squeezenet1_1=" + teacher))))
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> new HintData(List.of(), List.of("vgg19")))
                .hasMessageContaining("needs pictures and at least one teacher");
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
