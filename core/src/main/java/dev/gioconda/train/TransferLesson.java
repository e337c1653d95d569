package dev.gioconda.train;

import dev.gioconda.nn.Backbone;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Generator;

/**
 * Attributes of faces with a pretrained backbone, whose first layers are frozen.
 *
 * @param plain the same for a network that learns as a whole
 * @param backbone its network
 * @param frozen how many layers are frozen at the end; earlier there may be more, see {@link Transfer#progressive}
 */
record TransferLesson(FaceLesson plain, Backbone backbone, int frozen) implements Lesson {

    @Override
    public int size() {
        return plain.size();
    }

    @Override
    public void begin(int epoch) {
        int now = plain.recipe().transfer().frozenAt(epoch, frozen, backbone.body());
        backbone.freeze(now);
        backbone.learn(now);
    }

    @Override
    public Outcome learn(int epoch, int[] positions, Generator generator, SplittableRandom random, Meter meter) {
        return plain.learn(epoch, positions, generator, random, meter);
    }

    @Override
    public Validation.Result validate() {
        return plain.validate();
    }
}
