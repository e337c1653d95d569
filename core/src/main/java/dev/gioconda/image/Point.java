package dev.gioconda.image;

/**
 * A point of a picture, with the origin at the upper left corner of the upper left pixel.
 *
 * @param x column, to the right
 * @param y row, down
 */
public record Point(double x, double y) {}
