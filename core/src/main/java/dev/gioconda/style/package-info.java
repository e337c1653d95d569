/**
 * Neural style transfer (Gatys, Ecker and Bethge 2016): the optimization of a stylized image from coarse to fine
 * scales, its task and its progress records, and the estimate of time and memory. The parts of the method are in
 * the packages below: features, losses, objective, optimizers.
 */
@NullMarked
package dev.gioconda.style;

import org.jspecify.annotations.NullMarked;
