/**
 * Style images drawn by code, so that the program
 * has something to paint with that anybody may publish.
 */
@NullMarked
package dev.gioconda.style.gallery;

import org.jspecify.annotations.NullMarked;
