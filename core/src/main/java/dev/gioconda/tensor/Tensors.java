package dev.gioconda.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Conversion between Java arrays and tensors, and random tensors from explicit generators. */
public final class Tensors {

    private Tensors() {}

    /** A float32 tensor of the given shape with a copy of the values. */
    public static Tensor of(float[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /** A float32 scalar of value 0. */
    public static Tensor zero() {
        return torch.zeros(1).squeeze(0);
    }

    /** An int64 vector, for indices. */
    public static Tensor indices(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return Tensor.create(wide, values.length);
    }

    /** A copy of the values of any floating tensor in row-major order. */
    public static float[] floats(Tensor tensor) {
        Tensor plain = tensor.detach().to(ScalarType.Float).contiguous();
        float[] values = new float[Math.toIntExact(plain.numel())];
        if (values.length > 0) { // an empty tensor has no address
            plain.data_ptr_float().get(values);
        }
        return values;
    }

    /** The value of a scalar tensor. */
    public static double scalar(Tensor tensor) {
        return tensor.item().toDouble();
    }

    /** The memory of a contiguous tensor of at most 2 GiB, little-endian; valid as long as the tensor. */
    public static ByteBuffer memory(Tensor contiguous) {
        if (contiguous.nbytes() == 0) {
            return ByteBuffer.allocate(0); // an empty tensor has no address
        }
        BytePointer bytes = new BytePointer(contiguous.data_ptr());
        return bytes.capacity(contiguous.nbytes()).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Uniform draws in [0, 1). */
    public static Tensor uniform(Generator generator, long... shape) {
        return torch.rand(shape, new GeneratorOptional(generator), new TensorOptions(ScalarType.Float));
    }

    /** Uniform draws in [-1, 1). */
    public static Tensor symmetric(Generator generator, long... shape) {
        return Ops.plus(Ops.scale(uniform(generator, shape), 2), -1);
    }

    /**
     * A generator seeded by all of {@code keys}, such as (seed, epoch, step), so that no generator state must be saved.
     */
    public static Generator generator(long... keys) {
        return torch.make_generator_cpu(mix(keys));
    }

    /** A hash of several numbers (the finalizer of SplitMix64, Steele et al. 2014), as a seed. */
    public static long mix(long... keys) {
        long state = 0;
        for (long key : keys) {
            state += key + 0x9E3779B97F4A7C15L;
            state = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            state = (state ^ (state >>> 27)) * 0x94D049BB133111EBL;
            state ^= state >>> 31;
        }
        return state;
    }
}
