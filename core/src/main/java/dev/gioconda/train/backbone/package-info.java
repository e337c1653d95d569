/**
 * Distillation of a backbone: it is trained to predict the features of published networks, by a linear map for each layer, on pictures
 * without labels.
 */
@NullMarked
package dev.gioconda.train.backbone;

import org.jspecify.annotations.NullMarked;
