package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The pooling of VGG, which halves the resolution; the last row and column of odd sizes are dropped, as in the paper.
 */
public enum Pooling {
    /** Max pooling 2 x 2, as in Simonyan and Zisserman 2015. */
    MAX {
        @Override
        Tensor halve(Tensor x) {
            return torch.max_pool2d(x, 2, 2); // [n, c, h/2, w/2]
        }
    },
    /** Average pooling 2 x 2, which gives smoother gradients in style transfer (Gatys et al. 2016, section 2). */
    AVERAGE {
        @Override
        Tensor halve(Tensor x) {
            return torch.avg_pool2d(x, 2, 2); // [n, c, h/2, w/2]
        }
    };

    abstract Tensor halve(Tensor x);
}
