package dev.gioconda.style.features;

/** Padding of an image for the first layer of a VGG. */
public enum Border {
    /** Zeros, as in the networks' training; stylized images get a dark or colored rim. */
    ZERO,
    /** The outermost pixels repeated. */
    REPLICATE
}
