/**
 * Style transfer (Gatys, Ecker and Bethge 2016): a picture is optimised until a network sees the content of a photograph and the style of a
 * painting in it. Losses, optimisers, the pyramid of sizes, colours, masks, presets and a judge of results.
 * Networks and their weights are those of {@code model}; files, terminals and sockets belong to whoever listens to
 * {@link dev.gioconda.style.StyleProgress}.
 */
@NullMarked
package dev.gioconda.style;

import org.jspecify.annotations.NullMarked;
