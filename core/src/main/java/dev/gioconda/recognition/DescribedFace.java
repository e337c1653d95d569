package dev.gioconda.recognition;

import dev.gioconda.face.Face;

/**
 * A detected face and its embedding.
 *
 * @param embedding as the embedder gives it // [dimensions]
 */
public record DescribedFace(Face face, float[] embedding) {}
