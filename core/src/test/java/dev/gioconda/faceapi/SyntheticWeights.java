package dev.gioconda.faceapi;

import dev.gioconda.weights.format.TfjsArchiveFixture;
import java.util.SplittableRandom;

/** Random weights of face-api's shapes, for tests where its archive is not available. */
final class SyntheticWeights {

    private static final int SHARD_BYTES = 4 << 20;

    private final TfjsArchiveFixture archive;
    private final SplittableRandom random = new SplittableRandom(5);

    private SyntheticWeights(String model) {
        archive = new TfjsArchiveFixture(model, SHARD_BYTES);
    }

    /** Weights of {@link DescriptorNet}. */
    static TfjsArchiveFixture descriptor() {
        SyntheticWeights weights = new SyntheticWeights("face_recognition");
        weights.scaled("conv32_down", 7, 3, 32);
        int in = 32;
        for (int channels : new int[] {32, 64, 128, 256}) {
            if (channels > 32) {
                weights.scaled("conv%d_down/conv1".formatted(channels), 3, in, channels);
                weights.scaled("conv%d_down/conv2".formatted(channels), 3, channels, channels);
            }
            for (int i = 1; i <= (channels > 64 ? 2 : 3); i++) {
                weights.scaled("conv%d_%d/conv1".formatted(channels, i), 3, channels, channels);
                weights.scaled("conv%d_%d/conv2".formatted(channels, i), 3, channels, channels);
            }
            in = channels;
        }
        weights.scaled("conv256_down_out/conv1", 3, 256, 256);
        weights.scaled("conv256_down_out/conv2", 3, 256, 256);
        return weights.archive.random("fc", 0.1, weights.random, 256, 128);
    }

    /** Weights of {@link TinyDetector}. */
    static TfjsArchiveFixture tinyDetector() {
        SyntheticWeights weights = new SyntheticWeights("tiny_face_detector");
        weights.filters("conv0/filters", 3, 3, 16);
        weights.bias("conv0/bias", 16);
        for (int i = 1, in = 16; i <= 5; i++, in *= 2) {
            weights.archive.random("conv%d/depthwise_filter".formatted(i), 0.5, weights.random, 3, 3, in, 1);
            weights.filters("conv%d/pointwise_filter".formatted(i), 1, in, 2 * in);
            weights.bias("conv%d/bias".formatted(i), 2 * in);
        }
        weights.filters("conv8/filters", 1, 512, 25);
        weights.bias("conv8/bias", 25);
        return weights.archive;
    }

    private void scaled(String name, int kernel, int in, int out) {
        filters(name + "/conv/filters", kernel, in, out);
        bias(name + "/conv/bias", out);
        bias(name + "/scale/weights", out);
        bias(name + "/scale/biases", out);
    }

    private void filters(String name, int kernel, int in, int out) {
        archive.random(name, Math.sqrt(6.0 / (kernel * kernel * in)), random, kernel, kernel, in, out);
    }

    private void bias(String name, int out) {
        archive.random(name, 1, random, out);
    }
}
