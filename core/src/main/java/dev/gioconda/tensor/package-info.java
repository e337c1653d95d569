/**
 * The thin layer over libtorch: scopes that own native memory, precision, threads, seeds, safetensors. Networks are in
 * {@code nn}, training loops in {@code train}.
 */
@NullMarked
package dev.gioconda.tensor;

import org.jspecify.annotations.NullMarked;
