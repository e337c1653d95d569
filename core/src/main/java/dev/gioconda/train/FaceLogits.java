package dev.gioconda.train;

import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Forward;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;

/** Predicts the logits of all faces, in batches. */
public final class FaceLogits {

    private static final int BATCH = 128;

    private FaceLogits() {}

    /**
     * @param flipAverage whether logits are averaged over the face and its mirror image
     * @return the logits of every face // [faces][attributes]
     */
    public static float[][] of(Forward forward, Faces faces, boolean flipAverage) {
        float[][] all = new float[faces.size()][];
        for (int from = 0; from < all.length; from += BATCH) {
            int to = Math.min(from + BATCH, all.length);
            try (PointerScope scope = new PointerScope()) {
                int[] rows = IntStream.range(from, to).toArray();
                float[][] batchLogits = forward.predictLogits(faces.pictures(rows), flipAverage);
                System.arraycopy(batchLogits, 0, all, from, batchLogits.length);
            }
        }
        return all;
    }
}
