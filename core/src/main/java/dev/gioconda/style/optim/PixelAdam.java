package dev.gioconda.style.optim;

import dev.gioconda.style.canvas.Canvas;
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
 * Adam on one tensor, whose moments can be brought to another size: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
 * {@code x -= rate * m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps)}.
 */
final class PixelAdam implements PixelOptimiser {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-8;

    private final Tensor pixels;
    private final double rate;
    private final Tensor first;
    private final Tensor second;
    private int steps;

    PixelAdam(Tensor pixels, double rate) {
        this.pixels = pixels;
        this.rate = rate;
        this.first = torch.zeros_like(pixels);
        this.second = torch.zeros_like(pixels);
    }

    @Override
    public double step(Supplier<Tensor> loss) {
        double value = Tensors.scalar(loss.get());
        try (NoGradGuard noGrad = new NoGradGuard()) {
            Tensor gradient = pixels.grad();
            steps++;
            first.mul_(new Scalar(BETA1)).add_(gradient, new Scalar(1 - BETA1));
            second.mul_(new Scalar(BETA2)).addcmul_(gradient, gradient, new Scalar(1 - BETA2));
            Tensor deviation = Ops.scale(second, 1 / (1 - Math.pow(BETA2, steps)))
                    .sqrt_()
                    .add_(new Scalar(EPSILON)); // in place: a print's tensors are large
            pixels.addcdiv_(first, deviation, new Scalar(-rate / (1 - Math.pow(BETA1, steps))));
        }
        return value;
    }

    @Override
    public Map<String, Tensor> memory() {
        return Map.of("first", first, "second", second, "steps", Tensors.of(new float[] {steps}, 1));
    }

    @Override
    public void remember(Map<String, Tensor> memory) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Size size = new Size((int) pixels.size(3), (int) pixels.size(2));
            first.copy_(sized(memory, "first", size, Canvas::grown));
            // a bicubic one undershoots to 0 beside large values, and the next step would throw these pixels out of the
            // picture's range
            second.copy_(sized(memory, "second", size, (v, to) -> Canvas.resized(v, to.height(), to.width())));
            steps = (int)
                    Tensors.scalar(memory.getOrDefault("steps", torch.zeros(1)).sum());
        }
    }

    private static Tensor sized(
            Map<String, Tensor> memory, String name, Size size, BiFunction<Tensor, Size, Tensor> grown) {
        Tensor moment = memory.getOrDefault(name, torch.zeros(1, 3, 1, 1));
        return moment.size(2) == size.height() && moment.size(3) == size.width() ? moment : grown.apply(moment, size);
    }
}
