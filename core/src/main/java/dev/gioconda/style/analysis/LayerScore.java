package dev.gioconda.style.analysis;

/**
 * Scores of a layer, see {@link LayerAnalysis}.
 *
 * @param layer its name
 * @param stride distance of neighboring positions, in pixels
 * @param channels of its output
 * @param content how well it recognizes an image in other colors and under a texture, in [-1, 1]
 * @param style how well it separates textures, from 0 (not) to 1 (fully)
 */
public record LayerScore(String layer, int stride, int channels, double content, double style) {}
