package dev.gioconda.style.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gioconda.image.Picture;
import dev.gioconda.model.FastStyleFiles;
import dev.gioconda.model.FastStyleManifest;
import dev.gioconda.nn.OneThread;
import dev.gioconda.nn.TransformNet;
import dev.gioconda.style.SmallPainting;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.objective.Objective;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class FastTrainingTest {

    private static final Map<String, String> LESSON = Map.of("painting", "stripes");

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
                SmallPainting.stripes(96, 80, 9, 0x183060, 0xf0d040),
                List.of(SmallPainting.face(120, 100, 0), SmallPainting.face(100, 120, 20)));
    }

    /** A training's end hangs on every rounding, by 0.05 either way, so three of nearly the same rate are judged together. */
    @Test
    void learningBringsThePaintingNearerToTheStyle() throws IOException {
        double painted = 0;
        for (String rate : List.of("0.002", "0.00200001", "0.00199999")) {
            FastTraining training = training(150, "content.weight=0.05", "learning.rate=" + rate);
            FastTraining.Result result = training.run(null, null, LESSON, progress -> true);
            assertThat(result.steps()).isEqualTo(150);
            Tensor unseen = Canvas.of(SmallPainting.face(80, 80, 8)); // [1, 3, 80, 80]
            FastObjective objective = new FastObjective(
                    training.studio().net(), training.studio().recipe(), Canvas.of(training.painting()), unseen);
            double photograph = Tensors.scalar(terms(objective, unseen, unseen).style());
            assertThat(photograph).isCloseTo(1, within(1e-3)); // a layer's loss is divided by the photograph's own
            painted += Tensors.scalar(terms(objective, result.network().forward(unseen), unseen)
                            .style())
                    / 3;
        }
        assertThat(painted).isLessThan(0.9);
    }

    @Test
    void aStoppedLearningGoesOnToTheSameNetworkBitForBit() throws IOException {
        FastTraining.Result whole = training(8).run(null, null, LESSON, progress -> true);
        FastTraining.Result part = training(8).run(null, folder, LESSON, progress -> progress.step() < 5);
        assertThat(part.steps()).isEqualTo(5);
        FastTraining.Result rest = training(8).run(null, folder, LESSON, progress -> true);
        assertThat(rest.steps()).isEqualTo(8);
        assertThat(rest.losses()).isEqualTo(whole.losses());
        assertThat(training(8).run(null, folder, LESSON, progress -> true).losses())
                .as("nothing is left to do")
                .isEqualTo(whole.losses());
        Map<String, Tensor> continued = rest.network().state();
        whole.network().state().forEach((name, weight) -> assertThat(
                        Tensors.floats(Objects.requireNonNull(continued.get(name))))
                .as(name)
                .containsExactly(Tensors.floats(weight)));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("only the last checkpoint stays").hasSize(1);
        }
    }

    @Test
    void anotherStyleIsABeginning() throws IOException {
        Picture photograph = SmallPainting.face(64, 64, 0);
        FastTraining.Result first = training(3).run(null, null, LESSON, progress -> true);
        FastStyle start = new FastStyle(MANIFEST, first.network());
        FastTraining.Result none = training(1, "learning.rate=1e-12").run(start, null, LESSON, progress -> true);
        assertThat(FastStyle.paint(none.network(), photograph, 64).rgb())
                .containsExactly(
                        FastStyle.paint(first.network(), photograph, 64).rgb());
    }

    @Test
    void aCheckpointOfAnotherPaintingIsNotGoneOnWith() throws IOException {
        training(4).run(null, folder, LESSON, progress -> progress.step() < 2);
        assertThatThrownBy(() -> training(4).run(null, folder, Map.of("painting", "dots"), progress -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("of another painting");
    }

    @Test
    void aWrittenStyleReadsBackAndPaintsEverySize() throws IOException {
        FastTraining.Result result = training(2).run(null, null, LESSON, progress -> true);
        Path version = folder.resolve("stripes/1");
        FastStyleFiles.write(version, MANIFEST, result.network().state(), "card");
        assertThat(Files.size(version.resolve("weights.safetensors")))
                .as("at most 1 MB")
                .isLessThan(1_000_000);
        FastStyle style = FastStyle.open(version.toString());
        for (int side : new int[] {32, 61, 130}) { // also sides that are no multiple of the network's stride
            Picture painted = style.paint(SmallPainting.face(97, 51, 0), side);
            assertThat(painted.width()).isEqualTo(side);
            assertThat(painted.height()).isEqualTo(Math.max(TransformNet.SMALLEST, Math.round(side * 51 / 97f)));
        }
        assertThatThrownBy(() -> style.paint(SmallPainting.face(97, 51, 0), 4000))
                .hasMessageContaining("a fast style paints 32 to 2048");
        assertThatThrownBy(() -> FastStyle.open("no-such-style"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("style learn");
    }

    @Test
    void aBatchIsMeasuredAsItsPicturesAlone() throws IOException {
        FastTraining training = training(1, "smoothness.weight=2.0");
        var one = Canvas.of(SmallPainting.face(64, 64, 0));
        var other = Canvas.of(SmallPainting.stripes(64, 64, 11, 0x102030, 0xc0b0a0));
        var both = torch.cat(new TensorVector(one, other), 0);
        FastObjective objective = new FastObjective(
                training.studio().net(), training.studio().recipe(), Canvas.of(training.painting()), both);
        Tensor pair = both.detach().requires_grad_(true);
        Tensor left = one.detach().requires_grad_(true);
        Tensor right = other.detach().requires_grad_(true);
        double together = Tensors.scalar(objective.descend(pair, both.flip(3)).total());
        double apart = (Tensors.scalar(objective.descend(left, one.flip(3)).total())
                        + Tensors.scalar(objective.descend(right, other.flip(3)).total()))
                / 2;
        assertThat(together).isCloseTo(apart, withinPercentage(0.01));
        Tensor halves = Ops.scale(torch.cat(new TensorVector(left.grad(), right.grad()), 0), 0.5);
        double length = Tensors.scalar(halves.norm());
        assertThat(Tensors.scalar(pair.grad().sub(halves).norm())).isLessThan(1e-3 * length);
    }

    private static Objective.Terms terms(FastObjective objective, Tensor painted, Tensor photographs) {
        return objective.descend(painted.detach().requires_grad_(true), photographs);
    }
}
