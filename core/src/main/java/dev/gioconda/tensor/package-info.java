/**
 * The thin layer over libtorch: scopes that own native memory, precision, threads, seeds, safetensors. Only what several
 * rooms need; networks belong to {@code model}, loops to {@code train}.
 */
@NullMarked
package dev.gioconda.tensor;

import org.jspecify.annotations.NullMarked;
