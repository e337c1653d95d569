package dev.gioconda.bench;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.style.FeatureExtractors;
import dev.gioconda.style.StyleTask;
import dev.gioconda.style.StyleTransfer;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.global.torch;

/**
 * Measures iterations per second of style transfer with a VGG19 of random weights: forward pass to {@code block5_conv1}, five Gram losses
 * and a content loss, gradient of the pixels, and a step of Adam. Prints one number.
 */
public final class StyleThroughput {

    private static final int WARM_UP = 3;
    private static final int MEASURED = 12;

    private StyleThroughput() {}

    /** Arguments: side in pixels (256), precision (bfloat16), threads of libtorch (2). */
    public static void main(String[] args) throws IOException {
        int side = args.length > 0 ? Integer.parseInt(args[0]) : 256;
        String precision = args.length > 1 ? args[1] : "bfloat16";
        torch.set_num_threads(args.length > 2 ? Integer.parseInt(args[2]) : 2);
        StyleRecipe recipe = StyleRecipes.read(
                        "gatys", List.of("range=own", "optimiser.kind=adam", "optimiser.rate=0.02"))
                .withPrecision(precision)
                .withIterations(WARM_UP + MEASURED);
        Pretrained random = new Pretrained(BackboneSpec.of("vgg19"), Pretrained.RANDOM, Normalization.IMAGENET);
        StyleTask task = StyleTask.of(noise(side, 1), noise(side, 2), side, 1);
        List<Double> times = new ArrayList<>();
        new StyleTransfer(recipe, FeatureExtractors.of(random, recipe, 1))
                .stylize(task, progress -> times.add(progress.seconds()));
        double seconds = times.get(WARM_UP + MEASURED - 1) - times.get(WARM_UP - 1);
        System.out.printf(Locale.ROOT, "%.3f%n", MEASURED / seconds);
    }

    private static Picture noise(int side, long seed) {
        byte[] rgb = new byte[side * side * 3];
        new SplittableRandom(seed).nextBytes(rgb);
        return new Picture(side, side, rgb);
    }
}
