package dev.gioconda.nn;

import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.weights.format.Convention;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/** The normalization of pixel values in [0, 1] to the network's input; stored in the manifest. */
public enum Normalization {
    /** None: values in [0, 1], as in the study. */
    RESCALE {
        @Override
        public Tensor apply(Tensor pictures) {
            return pictures;
        }
    },
    /**
     * Standardization of every picture to mean 0 and variance 1 over all its values, {@code (x - mean) / max(std,
     * 0.05)}: invariant to brightness and contrast.
     */
    STANDARDISE {
        @Override
        public Tensor apply(Tensor pictures) {
            long[] dims = {1, 2, 3};
            Tensor centered = pictures.sub(pictures.mean(dims, true, new ScalarTypeOptional())); // [n, 3, h, w]
            Tensor std =
                    centered.square().mean(dims, true, new ScalarTypeOptional()).sqrt(); // [n, 1, 1, 1]
            return centered.div(Ops.clamp(std, 0.05, 1));
        }
    },
    /** ImageNet's mean and standard deviation per channel, {@code (x - mean) / std}, as in torchvision and timm. */
    IMAGENET {
        @Override
        public Tensor apply(Tensor pictures) {
            return pictures.sub(Tensors.of(MEAN, 1, 3, 1, 1)).div(Tensors.of(STD, 1, 3, 1, 1));
        }
    },
    /**
     * The convention of Caffe, which Keras uses for VGG and ResNet: values in 0 to 255 minus ImageNet's mean per
     * channel, channels in the order blue, green, red.
     */
    CAFFE {
        @Override
        public Tensor apply(Tensor pictures) {
            Tensor centered = Ops.scale(pictures, 255).sub(Tensors.of(CAFFE_MEAN, 1, 3, 1, 1)); // [n, rgb, h, w]
            return centered.flip(1); // [n, bgr, h, w]
        }
    },
    /** dlib's mean per channel, {@code x - mean}, as in its networks for faces. */
    DLIB {
        @Override
        public Tensor apply(Tensor pictures) {
            return pictures.sub(Tensors.of(DLIB_MEAN, 1, 3, 1, 1));
        }
    };

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};
    private static final float[] DLIB_MEAN = {122.782f / 255, 117.001f / 255, 104.298f / 255};
    private static final float[] CAFFE_MEAN = {123.68f, 116.779f, 103.939f}; // red, green, blue

    /**
     * The normalization that a weight file expects.
     *
     * @throws IllegalArgumentException for an unsupported convention
     */
    public static Normalization of(Convention convention) {
        if (convention.hasPixelsOf(Convention.TORCHVISION)) {
            return IMAGENET;
        }
        if (convention.hasPixelsOf(Convention.CAFFE_BGR)) {
            return CAFFE;
        }
        if (convention.hasPixelsOf(Convention.UNIT)) {
            return RESCALE;
        }
        throw new IllegalArgumentException(
                "These weights expect %s; supported are RGB in 0 to 1, ImageNet's RGB and Caffe's BGR."
                        .formatted(convention));
    }

    /**
     * Normalizes pictures.
     *
     * @param pictures values in [0, 1] // [n, 3, h, w]
     */
    public abstract Tensor apply(Tensor pictures);
}
