package dev.gioconda.image;

/**
 * The crop that a network takes as input, part of the model's manifest: a rectangle in the common frame (CelebA's
 * aligned picture, 178 x 218) and the output size in pixels.
 *
 * @param x left edge in the common frame
 * @param y upper edge in the common frame
 * @param width width in the common frame
 * @param height height in the common frame
 * @param columns output width in pixels
 * @param rows output height in pixels
 * @param grey whether color is removed (BT.601 luma in all three channels)
 */
public record CropGeometry(double x, double y, double width, double height, int columns, int rows, boolean grey) {}
