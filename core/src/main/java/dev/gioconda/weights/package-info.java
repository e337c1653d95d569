/**
 * Weight files that others published: what they are called and where they lie, how they come here whole, and how their formats
 * (safetensors, Keras HDF5, PyTorch's zip and its older stream) become tensors under torchvision's names. Files are data from
 * outside: every length is checked before memory is asked for, and nothing in them is ever run. Networks belong to
 * {@code model}, our own model versions too.
 */
@NullMarked
package dev.gioconda.weights;

import org.jspecify.annotations.NullMarked;
