/**
 * Analysis of a backbone's layers for style transfer: how well each separates styles and keeps content, and a
 * choice of layers for a network without published ones.
 */
@NullMarked
package dev.gioconda.style.analysis;

import org.jspecify.annotations.NullMarked;
