/**
 * The persons that an operator enrolled: their names, consent and embeddings, encrypted on the disk, and the identification of faces
 * among them.
 */
@NullMarked
package dev.gioconda.recognition.gallery;

import org.jspecify.annotations.NullMarked;
