package dev.gioconda.style.optim;

import dev.gioconda.tensor.Tensors;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x -= rate * 0.96^(t / 100) * dL/dx} for values x in 0 to 255; our pixels are x / 255. Differs from the Keras example in: on fewer
 * pixels than its 533 x 400 the rate is smaller in proportion, since the study's style loss gets steeper as its pixels become fewer and would
 * run away; and no step moves a pixel by more than 10.
 */
final class PixelDescent implements PixelOptimiser {

    private static final double LEVELS = 255;
    private static final double LIMIT = 10;
    private static final double ENOUGH = 533.0 * 400;

    private final Tensor pixels;
    private final double rate;
    private int steps;

    PixelDescent(Tensor pixels, double rate) {
        this.pixels = pixels;
        this.rate = rate * Math.min(1, pixels.size(2) * pixels.size(3) / ENOUGH);
    }

    @Override
    public double step(Supplier<Tensor> loss) {
        double value = Tensors.scalar(loss.get());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            double now = rate * Math.pow(0.96, steps / 100.0);
            double longest = now / LEVELS * Tensors.scalar(pixels.grad().abs().max()); // of 255
            double limited = longest > LIMIT ? now * LIMIT / longest : now;
            pixels.add_(pixels.grad(), new Scalar(-limited / (LEVELS * LEVELS)));
            steps++;
        }
        return value;
    }

    @Override
    public Map<String, Tensor> memory() {
        return Map.of("steps", Tensors.of(new float[] {steps}, 1));
    }

    @Override
    public void remember(Map<String, Tensor> memory) {
        steps = (int)
                Tensors.scalar(memory.getOrDefault("steps", torch.zeros(1)).sum());
    }
}
