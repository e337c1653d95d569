package dev.gioconda.style.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.ImageDoor;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.OneThread;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.canvas.Canvas;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.style.features.FeatureNet;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class JudgeTest {

    private static Picture portrait(int which) throws IOException {
        var example = new SyntheticPortraits(4, 4).dataset().examples().get(which);
        List<Picture> found = new ArrayList<>();
        example.archive().visit(Set.of(example.entry()), (entry, bytes) -> found.add(new ImageDoor().decode(bytes)));
        return Canvas.sized(found.get(0), new Size(96, 96));
    }

    @Test
    void thePhotographHasNoStyleAndTheStyleNoContent() throws IOException {
        Picture photograph = portrait(0);
        Picture style = portrait(1);
        Judge judge = Judge.embedded();
        Verdict same = judge.judge(photograph, style, photograph);
        assertThat(same.style()).isCloseTo(1, offset(1e-3));
        assertThat(same.content()).isCloseTo(0, offset(1e-3));
        assertThat(same.edges()).isCloseTo(1, offset(1e-3));
        Verdict other = judge.judge(photograph, style, style);
        assertThat(other.style()).isCloseTo(0, offset(1e-2));
        assertThat(other.content()).isCloseTo(1, offset(1e-3));
        assertThat(other.palette()).isCloseTo(0, offset(1e-2));
        assertThat(other.edges()).isLessThan(0.9);
    }

    @Test
    void aPaintingIsBetweenThePhotographAndTheStyle() throws IOException {
        Picture photograph = portrait(0);
        Picture style = portrait(1);
        StyleRecipe recipe = StyleRecipes.read("quick", List.of("pyramid.iterations=40", "precision=float32"));
        Picture painting = new StyleTransfer(recipe, FeatureNet.of(Pretrained.embedded(), recipe, 1))
                .paint(new StyleTask(photograph, List.of(new StyleTask.Source(style, 1, null)), null, null, 96, 1))
                .picture();
        Verdict verdict = Judge.embedded().judge(photograph, style, painting);
        assertThat(verdict.style()).isBetween(0.0, 0.9);
        assertThat(verdict.content()).isBetween(0.0, 1.0);
    }

    @Test
    void coloursAreMeasuredInCielab() {
        try (PointerScope scope = new PointerScope()) {
            float[] white = Tensors.floats(Palettes.lab(Tensors.of(new float[] {1, 1, 1}, 1, 3, 1, 1)));
            assertThat((double) white[0]).isCloseTo(100, offset(0.05));
            assertThat((double) white[1]).isCloseTo(0, offset(0.05));
            float[] red = Tensors.floats(Palettes.lab(Tensors.of(new float[] {1, 0, 0}, 1, 3, 1, 1)));
            assertThat((double) red[0]).isCloseTo(53.24, offset(0.1));
            assertThat((double) red[1]).isCloseTo(80.09, offset(0.2));
            assertThat((double) red[2]).isCloseTo(67.20, offset(0.2));
            double apart = Palettes.distance(
                    Tensors.of(new float[] {0.5f, 0.5f, 0.5f}, 1, 3, 1, 1),
                    Tensors.of(new float[] {0.6f, 0.6f, 0.6f}, 1, 3, 1, 1));
            assertThat(apart).as("two greys, 9.3 apart in lightness").isBetween(7.0, 12.0);
        }
    }
}
