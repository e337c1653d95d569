package dev.gioconda.style.optim;

import dev.gioconda.tensor.Tensors;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Gradient descent {@code x -= rate * 0.96^(t / 100) * dL/dx} for values x in 0 to 255; the pixels here are x / 255. Differs from the Keras
 * example: for fewer pixels than its 533 x 400 the rate is proportionally smaller, since the gradient of the study's style loss grows with
 * fewer pixels and the descent would diverge; and no step changes a pixel by more than 10.
 */
final class PixelSgd implements PixelOptimizer {

    private static final double LEVELS = 255;
    private static final double MAX_STEP = 10;
    private static final double REFERENCE_PIXELS = 533.0 * 400;

    private final Tensor pixels;
    private final double rate;
    private int steps;

    PixelSgd(Tensor pixels, double rate) {
        this.pixels = pixels;
        this.rate = rate * Math.min(1, pixels.size(2) * pixels.size(3) / REFERENCE_PIXELS);
    }

    @Override
    public double step(Supplier<Tensor> loss) {
        double value = Tensors.scalar(loss.get());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            double currentRate = rate * Math.pow(0.96, steps / 100.0);
            double largestStep =
                    currentRate / LEVELS * Tensors.scalar(pixels.grad().abs().max()); // in levels of 255
            double clippedRate = largestStep > MAX_STEP ? currentRate * MAX_STEP / largestStep : currentRate;
            pixels.add_(pixels.grad(), new Scalar(-clippedRate / (LEVELS * LEVELS)));
            steps++;
        }
        return value;
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("steps", Tensors.of(new float[] {steps}, 1));
    }

    @Override
    public void loadState(Map<String, Tensor> state) {
        steps = (int) Tensors.scalar(state.getOrDefault("steps", torch.zeros(1)).sum());
    }
}
