package dev.gioconda.train;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Pooling;

/**
 * The settings of a pretraining, except the data.
 *
 * @param width of the VGG19, factor of the number of channels
 * @param pooling of the VGG19
 * @param faces per step
 * @param regions of paintings per step
 * @param largeEvery every {@code largeEvery}-th step all images are 64 x 64 pixels instead of 32 x 32
 * @param training the optimization; its batch is the number of objects per step
 * @param augmentation of all training images
 */
public record PretrainRecipe(
        double width,
        Pooling pooling,
        int faces,
        int regions,
        int largeEvery,
        Recipe.TrainingSettings training,
        Augmentation augmentation) {

    /** Checks the values. */
    public PretrainRecipe {
        if (faces < 1 || regions < 1 || largeEvery < 1) {
            throw new IllegalArgumentException("faces is %d, regions %d, large-every %d; expected 1 or more of each."
                    .formatted(faces, regions, largeEvery));
        }
    }

    /** The pretrained network. */
    public BackboneSpec backbone() {
        return new BackboneSpec("vgg19", width, pooling, false);
    }
}
