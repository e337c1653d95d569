package dev.gioconda.image;

/**
 * The crop that a network takes as input, part of the model's manifest: a rectangle in the aligned frame (CelebA's
 * image of 178 x 218 pixels) and the output size in pixels.
 *
 * @param x left edge in the aligned frame
 * @param y upper edge in the aligned frame
 * @param width width in the aligned frame
 * @param height height in the aligned frame
 * @param columns output width in pixels
 * @param rows output height in pixels
 * @param grey whether color is removed (BT.601 luma in all three channels)
 */
public record CropGeometry(double x, double y, double width, double height, int columns, int rows, boolean grey) {}
