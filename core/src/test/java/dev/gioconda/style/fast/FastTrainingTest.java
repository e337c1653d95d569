package dev.gioconda.style.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gioconda.image.Picture;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.model.ModelLocator;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.SmallStyleTransferFixture;
import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.objective.LossTerms;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class FastTrainingTest {

    private static final Map<String, String> IDENTITY = Map.of("painting", "stripes");

    private static final FastStyleManifest MANIFEST =
            new FastStyleManifest(1, "stripes", "1", Map.of("title", "stripes"), "two faces", Map.of(), "", Map.of());

    @TempDir
    private Path folder;

    private static FastTraining training(int steps, String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "backbone=vgg19:width=0.0625",
                "weights=random",
                "precision=float32",
                "content.layers=[\"block3_conv1\"]",
                "style.layers=[\"block1_conv1\",\"block2_conv1\"]",
                "style.weights=[1.0,1.0]",
                "learning.batch=2",
                "learning.side=64",
                "learning.last-side=80",
                "learning.rate=0.002",
                "learning.steps=" + steps));
        all.addAll(List.of(changes));
        return FastTraining.of(
                FastRecipe.read("fast", all),
                SmallStyleTransferFixture.stripes(96, 80, 9, 0x183060, 0xf0d040),
                List.of(SmallStyleTransferFixture.face(120, 100, 0), SmallStyleTransferFixture.face(100, 120, 20)),
                ModelLocator.local(Path.of("models"))::find);
    }

    /** Rounding changes the final loss by 0.05, so the test uses the mean of three trainings with nearly equal rates. */
    @Test
    void training_lowers_the_style_loss() throws IOException {
        double stylized = 0;
        for (String rate : List.of("0.002", "0.00200001", "0.00199999")) {
            FastTraining training = training(150, "content.weight=0.05", "learning.rate=" + rate);
            FastTraining.FastTrainingResult result = training.run(null, null, IDENTITY, progress -> true);
            assertThat(result.steps()).isEqualTo(150);
            Tensor unseen = ImageTensors.toTensor(SmallStyleTransferFixture.face(80, 80, 8)); // [1, 3, 80, 80]
            FastObjective objective = new FastObjective(
                    training.loadedRecipe().extractor(),
                    training.loadedRecipe().recipe(),
                    ImageTensors.toTensor(training.styleImage()),
                    unseen);
            double content = Tensors.scalar(lossTerms(objective, unseen, unseen).style());
            assertThat(content)
                    .isCloseTo(1, within(1e-3)); // the loss of a layer is divided by that of the content image
            stylized += Tensors.scalar(lossTerms(objective, result.network().forward(unseen), unseen)
                            .style())
                    / 3;
        }
        assertThat(stylized).isLessThan(0.9);
    }

    @Test
    void resumed_training_gives_the_same_network_bit_for_bit() throws IOException {
        FastTraining.FastTrainingResult uninterrupted = training(8).run(null, null, IDENTITY, progress -> true);
        FastTraining.FastTrainingResult stopped =
                training(8).run(null, folder, IDENTITY, progress -> progress.step() < 5);
        assertThat(stopped.steps()).isEqualTo(5);
        FastTraining.FastTrainingResult resumed = training(8).run(null, folder, IDENTITY, progress -> true);
        assertThat(resumed.steps()).isEqualTo(8);
        assertThat(resumed.losses()).isEqualTo(uninterrupted.losses());
        assertThat(training(8).run(null, folder, IDENTITY, progress -> true).losses())
                .as("nothing is left to do")
                .isEqualTo(uninterrupted.losses());
        Map<String, Tensor> continued = resumed.network().state();
        uninterrupted.network().state().forEach((name, weight) -> assertThat(
                        Tensors.floats(Objects.requireNonNull(continued.get(name))))
                .as(name)
                .containsExactly(Tensors.floats(weight)));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("only the last checkpoint stays").hasSize(1);
        }
    }

    @Test
    void training_can_start_from_another_fast_style() throws IOException {
        Picture content = SmallStyleTransferFixture.face(64, 64, 0);
        FastTraining.FastTrainingResult first = training(3).run(null, null, IDENTITY, progress -> true);
        FastStyle start = new FastStyle(MANIFEST, first.network());
        FastTraining.FastTrainingResult none =
                training(1, "learning.rate=1e-12").run(start, null, IDENTITY, progress -> true);
        assertThat(FastStyle.stylize(none.network(), content, 64).rgb())
                .containsExactly(FastStyle.stylize(first.network(), content, 64).rgb());
    }

    @Test
    void checkpoint_of_another_artwork_is_rejected() throws IOException {
        training(4).run(null, folder, IDENTITY, progress -> progress.step() < 2);
        assertThatThrownBy(() -> training(4).run(null, folder, Map.of("painting", "dots"), progress -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of another style image");
    }

    @Test
    void written_style_is_read_back_and_stylizes_every_size() throws IOException {
        FastTraining.FastTrainingResult result = training(2).run(null, null, IDENTITY, progress -> true);
        Path version = folder.resolve("stripes/1");
        FastStyleFiles.write(version, MANIFEST, result.network().state(), "card");
        assertThat(Files.size(version.resolve("weights.safetensors")))
                .as("at most 1 MB")
                .isLessThan(1_000_000);
        FastStyle style = FastStyle.load(version.toString());
        for (int side : new int[] {32, 61, 130}) { // also sides that are no multiple of the network's stride
            Picture stylized = style.stylize(SmallStyleTransferFixture.face(97, 51, 0), side);
            assertThat(stylized.width()).isEqualTo(side);
            assertThat(stylized.height()).isEqualTo(Math.max(TransformNet.MIN_SIDE, Math.round(side * 51 / 97f)));
        }
        assertThatThrownBy(() -> style.stylize(SmallStyleTransferFixture.face(97, 51, 0), 4000))
                .hasMessageContaining("expected 32 to 2048");
        assertThatThrownBy(() -> FastStyle.load("no-such-style"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no fast style");
    }

    @Test
    void batch_loss_equals_the_mean_of_single_images() throws IOException {
        FastTraining training = training(1, "smoothness.weight=2.0");
        var one = ImageTensors.toTensor(SmallStyleTransferFixture.face(64, 64, 0));
        var other = ImageTensors.toTensor(SmallStyleTransferFixture.stripes(64, 64, 11, 0x102030, 0xc0b0a0));
        var both = torch.cat(new TensorVector(one, other), 0);
        FastObjective objective = new FastObjective(
                training.loadedRecipe().extractor(),
                training.loadedRecipe().recipe(),
                ImageTensors.toTensor(training.styleImage()),
                both);
        Tensor pair = both.detach().requires_grad_(true);
        Tensor left = one.detach().requires_grad_(true);
        Tensor right = other.detach().requires_grad_(true);
        double batchLoss = Tensors.scalar(objective.backward(pair, both.flip(3)).total());
        double separateLoss =
                (Tensors.scalar(objective.backward(left, one.flip(3)).total())
                                + Tensors.scalar(
                                        objective.backward(right, other.flip(3)).total()))
                        / 2;
        assertThat(batchLoss).isCloseTo(separateLoss, withinPercentage(0.01));
        Tensor halves = Ops.scale(torch.cat(new TensorVector(left.grad(), right.grad()), 0), 0.5);
        double length = Tensors.scalar(halves.norm());
        assertThat(Tensors.scalar(pair.grad().sub(halves).norm())).isLessThan(1e-3 * length);
    }

    private static LossTerms lossTerms(FastObjective objective, Tensor stylized, Tensor contentImages) {
        return objective.backward(stylized.detach().requires_grad_(true), contentImages);
    }
}
