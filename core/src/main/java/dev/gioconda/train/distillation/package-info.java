/**
 * Training of the project's own embedder of faces by knowledge distillation: the teacher is dlib's descriptor network, the student has
 * fewer channels, and the data need no labels.
 */
@NullMarked
package dev.gioconda.train.distillation;

import org.jspecify.annotations.NullMarked;
