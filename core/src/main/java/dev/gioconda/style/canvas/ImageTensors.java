package dev.gioconda.style.canvas;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Scoped;
import dev.gioconda.tensor.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Conversion between images and tensors {@code [1, 3, h, w]} with values in [0, 1], and resizing of both. */
public final class ImageTensors {

    private ImageTensors() {}

    /** Converts an image. // [1, 3, h, w] */
    public static Tensor toTensor(Picture picture) {
        return Scoped.of(() -> Tensor.create(picture.rgb(), false, picture.height(), picture.width(), 3)
                .permute(2, 0, 1)
                .unsqueeze(0)
                .contiguous() // [1, 3, h, w]
                .to(ScalarType.Float)
                .div_(new Scalar(255)));
    }

    /** Converts to 8 bits, rounding and clamping. // [1, 3, h, w] */
    public static Picture toPicture(Tensor image) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor bytes = Ops.scale(image.detach(), 255)
                    .add_(new Scalar(0.5))
                    .floor_()
                    .clamp_(new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(255)))
                    .to(ScalarType.Byte)
                    .squeeze(0)
                    .permute(1, 2, 0)
                    .contiguous(); // [h, w, 3]
            byte[] rgb = new byte[Math.toIntExact(bytes.numel())];
            Tensors.memory(bytes).get(rgb);
            return new Picture((int) image.size(3), (int) image.size(2), rgb);
        }
    }

    /** Resizes an image; averages when it gets smaller. */
    public static Picture resize(Picture picture, Size size) {
        return Resampler.resize(picture, size.width(), size.height());
    }

    /** Resizes a map: average pooling to smaller, bilinear interpolation to larger sizes. // [1, c, h, w] */
    public static Tensor resizeMap(Tensor map, long height, long width) {
        return height <= map.size(2) && width <= map.size(3)
                ? torch.adaptive_avg_pool2d(map, height, width)
                : torch.upsample_bilinear2d(map, new long[] {height, width}, false);
    }

    /** Enlarges an image by bicubic interpolation. // [1, 3, h, w] */
    public static Tensor upsample(Tensor image, Size size) {
        return torch.upsample_bicubic2d(image, new long[] {size.height(), size.width()}, false);
    }
}
