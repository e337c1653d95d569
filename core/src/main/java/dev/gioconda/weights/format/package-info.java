/**
 * Readers of weight files of other programs: PyTorch's zip and legacy formats, Keras' HDF5 and safetensors.
 * Nothing in a file is executed, sizes are checked before memory is allocated, and tensors of known networks
 * get torchvision's names. Of ONNX and TensorFlow Lite only the outline is checked.
 */
@NullMarked
package dev.gioconda.weights.format;

import org.jspecify.annotations.NullMarked;
