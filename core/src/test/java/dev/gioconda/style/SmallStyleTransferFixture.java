package dev.gioconda.style;

import dev.gioconda.image.Picture;
import dev.gioconda.model.Pretrained;
import dev.gioconda.style.checkpoint.StyleCheckpoints;
import dev.gioconda.style.recipe.StyleRecipe;
import dev.gioconda.style.recipe.StyleRecipes;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Procedural images and a style transfer of about a second; {@code main} runs it in a JVM that a test can kill. */
public final class SmallStyleTransferFixture {

    /** Two scales, 45 and 64 pixels. */
    static final int SIDE = 64;

    private SmallStyleTransferFixture() {}

    /** A pale face on a smooth background; {@code shift} moves the face to the right. */
    public static Picture face(int width, int height, int shift) {
        return drawImage(width, height, (x, y) -> {
            double dx = (x - shift - width * 0.5) / (width * 0.28);
            double dy = (y - height * 0.5) / (height * 0.36);
            boolean eyes = Math.abs(Math.abs(dx) - 0.4) < 0.12 && Math.abs(dy + 0.25) < 0.1;
            boolean mouth = Math.abs(dy - 0.45 + dx * dx * 0.3) < 0.07 && Math.abs(dx) < 0.5;
            return eyes || mouth
                    ? 0x402018
                    : dx * dx + dy * dy < 1 ? 0xe8b890 : (40 + 120 * y / height) << 8 | (90 + 60 * x / width);
        });
    }

    /** Slanted stripes of two colors, wavy. */
    public static Picture stripes(int width, int height, double period, int one, int other) {
        return drawImage(
                width,
                height,
                (x, y) -> Math.sin((x + y * 0.7 + 3 * Math.sin(y / 5.0)) * 2 * Math.PI / period) > 0 ? one : other);
    }

    private interface PixelFunction {
        int at(int x, int y);
    }

    private static Picture drawImage(int width, int height, PixelFunction drawing) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int color = drawing.at(x, y);
                rgb[i++] = (byte) (color >> 16);
                rgb[i++] = (byte) (color >> 8);
                rgb[i++] = (byte) color;
            }
        }
        return new Picture(width, height, rgb);
    }

    public static StyleTask task(long seed) {
        return StyleTask.of(face(64, 56, 0), stripes(80, 64, 9, 0x2040c0, 0xf0d040), SIDE, seed);
    }

    /** A sixteenth of a VGG19 with random weights, in float32. */
    public static StyleRecipe recipe(String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "backbone=vgg19:width=0.0625",
                "weights=random",
                "precision=float32",
                "pyramid.smallest=45",
                "pyramid.iterations=14"));
        all.addAll(List.of(changes));
        return StyleRecipes.read("quick", all);
    }

    public static StyleTransfer transfer(StyleRecipe recipe) throws IOException {
        Pretrained found = Pretrained.find(recipe.backbone(), recipe.weights(), OfficialWeights.forCurrentUser());
        return new StyleTransfer(recipe, FeatureExtractors.of(found, recipe, 1));
    }

    /** Runs with a checkpoint after each iteration, and prints a line after each. */
    public static void main(String... arguments) throws IOException {
        torch.set_num_threads(1);
        StyleRecipe recipe = recipe(arguments[1]);
        StyleTask task = task(7);
        StyleCheckpoints checkpoints = new StyleCheckpoints(Path.of(arguments[0]), recipe, "tiny", task, 0);
        transfer(recipe).stylize(task, progress -> {
            checkpoints.accept(progress);
            System.out.println(progress.completed());
            System.out.flush();
            return true;
        });
    }
}
