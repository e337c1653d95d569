package dev.gioconda.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** How a VGG halves its maps; odd rows and columns are lost, as in the paper. */
public enum Pooling {
    /** The largest of 2 x 2, as in Simonyan and Zisserman 2015. */
    MAX {
        @Override
        Tensor halve(Tensor x) {
            return torch.max_pool2d(x, 2, 2); // [n, c, h/2, w/2]
        }
    },
    /** The mean of 2 x 2, which gives style transfer a smoother gradient (Gatys et al. 2016, section 2). */
    AVERAGE {
        @Override
        Tensor halve(Tensor x) {
            return torch.avg_pool2d(x, 2, 2); // [n, c, h/2, w/2]
        }
    };

    abstract Tensor halve(Tensor x);
}
