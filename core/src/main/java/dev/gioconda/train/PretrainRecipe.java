package dev.gioconda.train;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Pooling;

/**
 * Everything that decides how a backbone is pretrained, besides the data.
 *
 * @param width of the VGG19, a factor of its channels
 * @param pooling of the VGG19
 * @param faces pictures of faces a step
 * @param regions regions of paintings a step
 * @param largeEvery interval in steps; such a step uses pictures of 64 x 64 instead of 32 x 32
 * @param training the optimizer settings; their batch counts the pictures of objects a step
 * @param augmentation the random changes of all training pictures
 */
public record PretrainRecipe(
        double width,
        Pooling pooling,
        int faces,
        int regions,
        int largeEvery,
        Recipe.TrainingSettings training,
        Augmentation augmentation) {

    /** Checks what would fail late. */
    public PretrainRecipe {
        if (faces < 1 || regions < 1 || largeEvery < 1) {
            throw new IllegalArgumentException("faces is %d, regions %d, large-every %d; expected 1 or more of each."
                    .formatted(faces, regions, largeEvery));
        }
    }

    /** The network that comes out. */
    public BackboneSpec backbone() {
        return new BackboneSpec("vgg19", width, pooling, false);
    }
}
