package dev.gioconda.style.optim;

import dev.gioconda.style.canvas.ImageTensors;
import dev.gioconda.style.canvas.Size;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam on one tensor, with moments that can be resized to the next scale: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
 * {@code x -= rate * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps)}.
 */
final class PixelAdam implements PixelOptimizer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-8;

    private final Tensor pixels;
    private final double rate;
    private final Tensor firstMoment;
    private final Tensor secondMoment;
    private int steps;

    PixelAdam(Tensor pixels, double rate) {
        this.pixels = pixels;
        this.rate = rate;
        this.firstMoment = torch.zeros_like(pixels);
        this.secondMoment = torch.zeros_like(pixels);
    }

    @Override
    public double step(Supplier<Tensor> loss) {
        double value = Tensors.scalar(loss.get());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor gradient = pixels.grad();
            steps++;
            firstMoment.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
            secondMoment.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
            Tensor denominator = Ops.scale(secondMoment, 1 / (1 - Math.pow(BETA2, steps)))
                    .sqrt_()
                    .add_(new Scalar(EPSILON)); // in place: tensors of large images
            pixels.addcdiv_(firstMoment, denominator, new Scalar(-rate / (1 - Math.pow(BETA1, steps))));
        }
        return value;
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("first", firstMoment, "second", secondMoment, "steps", Tensors.of(new float[] {steps}, 1));
    }

    @Override
    public void loadState(Map<String, Tensor> state) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Size size = new Size((int) pixels.size(3), (int) pixels.size(2));
            firstMoment.copy_(resizedMoment(state, "first", size, ImageTensors::upsample));
            // bicubic interpolation undershoots to 0 beside large values; the next step would move these pixels out of
            // [0, 1]
            secondMoment.copy_(resizedMoment(
                    state, "second", size, (v, to) -> ImageTensors.resizeMap(v, to.height(), to.width())));
            steps = (int)
                    Tensors.scalar(state.getOrDefault("steps", torch.zeros(1)).sum());
        }
    }

    private static Tensor resizedMoment(
            Map<String, Tensor> state, String name, Size size, BiFunction<Tensor, Size, Tensor> resize) {
        Tensor moment = state.getOrDefault(name, torch.zeros(1, 3, 1, 1));
        return moment.size(2) == size.height() && moment.size(3) == size.width() ? moment : resize.apply(moment, size);
    }
}
