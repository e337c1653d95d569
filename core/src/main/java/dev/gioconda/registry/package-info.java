/**
 * Model versions in a store, and the champion of each model. A version is a manifest and the files that it lists; it is immutable and
 * becomes visible when its manifest is written, last. The champion is determined by an append-only log with one object per entry, as
 * in event sourcing. The content of manifests is defined in {@code model}, the comparison of versions in {@code retrain}.
 */
@NullMarked
package dev.gioconda.registry;

import org.jspecify.annotations.NullMarked;
