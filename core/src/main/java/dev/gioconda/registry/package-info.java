/**
 * Model versions in a store, and which of them answers. A version is a manifest and the files that it names; it is immutable, and
 * visible once its manifest is there, which is written last. Which version is a name's champion is said by an append-only log,
 * one object an entry, as in an event-sourced register.
 * What a manifest says of the network belongs to {@code model}, whether a challenger is better to {@code retrain}.
 */
@NullMarked
package dev.gioconda.registry;

import org.jspecify.annotations.NullMarked;
