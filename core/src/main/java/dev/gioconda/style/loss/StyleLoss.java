package dev.gioconda.style.loss;

import dev.gioconda.style.features.FeatureMap;
import dev.gioconda.style.features.Features;
import dev.gioconda.tensor.Ops;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Style loss of one layer. Features f have c channels at m positions. */
public enum StyleLoss {
    /**
     * Gram matrices (Gatys, Ecker and Bethge 2016), {@code mean_ij ((G_ij - A_ij) / (c m))^2} with {@code G = sum_m f_m f_m'}, normalized as in
     * Johnson et al. 2016 (arXiv 1603.08155).
     */
    GRAM {
        @Override
        public Target target(Features style, long pixels) {
            Tensor expected = gram(style);
            return stylized -> gram(stylized).sub(expected).square().mean();
        }

        private Tensor gram(Features map) {
            return Ops.scale(map.secondMoment(), 1.0 / map.channels()); // [c, c]
        }
    },
    /**
     * {@code sum_ij (G_ij - A_ij)^2 / (4 * 3^2 * pixels^2)}, as in the study and the Keras example, with the three channels and the pixels
     * of the image for each layer, and Gram matrices that are sums. It grows with the image and the network, so that values of two
     * networks are not comparable.
     */
    GRAM_STUDY {
        @Override
        public Target target(Features style, long pixels) {
            Tensor expected = gram(style);
            double factor = 1.0 / (4 * 9 * (double) pixels * pixels);
            return stylized -> Ops.scale(gram(stylized).sub(expected).square().sum(), factor);
        }

        private Tensor gram(Features map) {
            return Ops.scale(map.secondMoment(), (double) map.positions()); // [c, c]
        }
    },
    /**
     * Squared Wasserstein-2 distance of two normal distributions (Dowson and Landau 1982), per channel:
     * {@code mean_i (mu_i - mu'_i)^2 + (1/c) tr(S + S' - 2 (R S R)^(1/2))} with {@code R = S'^(1/2)} and covariances S with 1e-4
     * added to the diagonal, as in crowsonkb's style-transfer-pytorch. The trace of the root is the sum of the square roots of the
     * eigenvalues.
     */
    WASSERSTEIN {
        @Override
        public Target target(Features style, long pixels) {
            Tensor mean = style.mean(); // [c]
            Tensor covariance = regularized(style.covariance(mean)); // [c, c]
            Tensor root = matrixSquareRoot(covariance);
            return stylized -> {
                Tensor actual = stylized.mean();
                Tensor actualCovariance = regularized(stylized.covariance(actual));
                Tensor eigen = torch.linalg_eigvalsh(root.mm(actualCovariance).mm(root)); // [c]
                Tensor crossRoots = Ops.clampMin(eigen, MIN_EIGENVALUE).sqrt();
                return actual.sub(mean)
                        .square()
                        .mean()
                        .add(actualCovariance
                                .diagonal()
                                .add(covariance.diagonal())
                                .sub(Ops.scale(crossRoots, 2))
                                .mean());
            };
        }

        private static final double RIDGE = 1e-4;
        private static final double MIN_EIGENVALUE = 1e-12; // the square root has no gradient at 0

        private Tensor regularized(Tensor covariance) {
            return covariance.add(Ops.scale(torch.eye(covariance.size(0)), RIDGE));
        }

        private Tensor matrixSquareRoot(Tensor matrix) {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                var eigen = torch.linalg_eigh(matrix);
                Tensor vectors = eigen.get1();
                Tensor roots = Ops.clampMin(eigen.get0(), 0).sqrt();
                return vectors.mul(roots).mm(vectors.t());
            }
        }
    },
    /** Means and deviations only, {@code mean_i (mu_i - mu'_i)^2 + mean_i (sigma_i - sigma'_i)^2} (Huang and Belongie 2017, arXiv 1703.06868). */
    MOMENTS {
        @Override
        public Target target(Features style, long pixels) {
            Tensor mean = style.mean();
            Tensor deviation = deviation(style, mean);
            return stylized -> {
                Tensor actual = stylized.mean();
                return actual.sub(mean)
                        .square()
                        .mean()
                        .add(deviation(stylized, actual).sub(deviation).square().mean());
            };
        }

        private Tensor deviation(Features map, Tensor mean) {
            return Ops.plus(Ops.clampMin(map.meanSquare().sub(mean.square()), 0), 1e-8)
                    .sqrt(); // [c]
        }
    },
    /**
     * Histogram of each channel, {@code mean over channels of the squared Wasserstein-2 distance of its values}: sorted values against
     * the sorted values of the style image (the optimum of Risser et al. 2017, arXiv 1701.08893, without bins). Position weights are
     * ignored.
     */
    HISTOGRAM {
        @Override
        public Target target(Features style, long pixels) {
            Tensor sorted = style.featureMap().rows().sort(0, false).get0(); // [m, c]
            return stylized -> {
                Tensor expected = resampled(sorted, stylized.positions());
                return stylized.featureMap()
                        .rows()
                        .sort(0, false)
                        .get0()
                        .sub(expected)
                        .square()
                        .mean();
            };
        }

        private Tensor resampled(Tensor sorted, long positions) {
            Tensor quantiles = sorted.t().unsqueeze(0); // [1, c, m]
            return torch.upsample_linear1d(quantiles, new long[] {positions}, true)
                    .squeeze(0)
                    .t()
                    .contiguous(); // [m', c]
        }
    },
    /**
     * Each 3 x 3 patch of features against the nearest patch of the style image by normalized cross-correlation,
     * {@code mean (p - p')^2} (Li and Wand 2016, arXiv 1601.04589). For deep layers only: it needs memory for m * m' numbers. Features of
     * fewer than 3 positions a side are padded by replication. Position weights are ignored.
     */
    PATCHES {
        @Override
        public Target target(Features style, long pixels) {
            Tensor stylePatches = patches(style.featureMap()); // [m', 9 c]
            Tensor unitPatches = normalized(stylePatches);
            return stylized -> {
                Tensor actual = patches(stylized.featureMap()); // [m, 9 c]
                Tensor nearest;
                try (NoGradGuard noGrad = new NoGradGuard()) {
                    nearest = normalized(actual.detach())
                            .mm(unitPatches.t())
                            .max(1, false)
                            .get1(); // [m]
                }
                return actual.sub(stylePatches.index_select(0, nearest))
                        .square()
                        .mean();
            };
        }

        private Tensor patches(FeatureMap map) {
            Tensor image = map.rows().t().reshape(1, map.channels(), map.height(), map.width()); // [1, c, h, w]
            long right = Math.max(0, 3 - map.width());
            long below = Math.max(0, 3 - map.height());
            if (right + below > 0) { // smaller than one patch
                image = torch.pad(image, new long[] {0, right, 0, below}, "replicate", new DoubleOptional());
            }
            long[] one = {1, 1};
            return torch.im2col(image, new long[] {3, 3}, one, new long[] {0, 0}, one)
                    .squeeze(0)
                    .t(); // [m, 9 c]
        }

        private Tensor normalized(Tensor rows) {
            Tensor length = Ops.plus(
                            rows.square().sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional()),
                            1e-8)
                    .sqrt(); // [m, 1]
            return rows.div(length);
        }
    };

    /** Compares features of the stylized image with those of a style image. */
    @FunctionalInterface
    public interface Target {
        /** The loss, a scalar; 0 for the features of the style image. */
        Tensor distance(Features stylized);
    }

    /** Whether the loss needs the features of all positions, not only moments; then tiles are not possible. */
    public boolean needsEveryPosition() {
        return this == HISTOGRAM || this == PATCHES;
    }

    /**
     * Precomputes the statistics of the style image.
     *
     * @param style features of the style image
     * @param pixels of the stylized image, for {@link #GRAM_STUDY}
     */
    public abstract Target target(Features style, long pixels);
}
