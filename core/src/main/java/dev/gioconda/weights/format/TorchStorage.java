package dev.gioconda.weights.format;

import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A run of numbers of a {@code .pth} file that tensors are views of.
 *
 * @param key its name in the file
 * @param count how many numbers it announces
 */
record TorchStorage(String key, ScalarType type, long count) {}
