package dev.gioconda.image;

/**
 * Which part of a face the network sees, as part of the model's manifest: a rectangle in the common frame (CelebA's aligned
 * picture, 178 x 218) and the pixels it is sampled to.
 *
 * @param x left edge in the common frame
 * @param y upper edge in the common frame
 * @param width width in the common frame
 * @param height height in the common frame
 * @param columns output width in pixels
 * @param rows output height in pixels
 * @param grey whether colour is dropped (BT.601 luma in all three channels)
 */
public record CropGeometry(double x, double y, double width, double height, int columns, int rows, boolean grey) {}
