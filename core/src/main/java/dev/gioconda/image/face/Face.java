package dev.gioconda.image.face;

/**
 * A face found in a picture.
 *
 * @param x left edge of the upright box, in pixels of the picture
 * @param y upper edge
 * @param width box width
 * @param height box height
 * @param roll the head's roll in degrees, clockwise positive as seen on the screen; the box is turned by it about its centre
 * @param score the detector's support, comparable only within one picture
 */
public record Face(double x, double y, double width, double height, double roll, double score) {}
