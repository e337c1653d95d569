package dev.gioconda.style.analysis;

/**
 * What a layer is good for.
 *
 * @param layer its name
 * @param stride how many pixels lie between two of its positions
 * @param channels of its output
 * @param content how well it knows a photograph again in other colours and under a texture, in [-1, 1]; see {@link LayerAnalysis}
 * @param style how well it tells textures apart, 1 for surely, 0 for not at all; see {@link LayerAnalysis}
 */
public record LayerScore(String layer, int stride, int channels, double content, double style) {}
