/**
 * How well a face can be used: whether answers about it are likely to be right, and why not. {@link
 * dev.gioconda.face.quality.FaceMeasures FaceMeasures} are weighted by {@link dev.gioconda.face.quality.QualityReason QualityReason}.
 */
@NullMarked
package dev.gioconda.face.quality;

import org.jspecify.annotations.NullMarked;
