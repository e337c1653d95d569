package dev.gioconda.face;

/**
 * A rotated square around the inner part of a face.
 *
 * @param x column of the center, in pixels of the picture
 * @param y row of the center
 * @param side in pixels
 * @param roll its rotation about the center in degrees, clockwise positive on the screen
 */
public record FaceSquare(double x, double y, double side, double roll) {}
