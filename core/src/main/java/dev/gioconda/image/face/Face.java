package dev.gioconda.image.face;

/**
 * A detected face.
 *
 * @param x left edge of the upright box, in pixels of the picture
 * @param y upper edge
 * @param width box width
 * @param height box height
 * @param roll the head's roll in degrees, clockwise positive on the screen; the box is rotated by it about its center
 * @param score the detector's support (weighted number of windows), comparable only within one picture
 */
public record Face(double x, double y, double width, double height, double roll, double score) {}
