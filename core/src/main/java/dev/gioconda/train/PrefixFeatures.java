package dev.gioconda.train;

import dev.gioconda.data.Augmentation;
import dev.gioconda.data.Example;
import dev.gioconda.data.Faces;
import dev.gioconda.model.Backbone;
import dev.gioconda.model.Forward;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes the {@link FeatureCache}s of a training.
 *
 * @param recipe how pictures are changed and how many views there are
 * @param forward the way through the network
 * @param backbone its network
 * @param frozen how many layers those are
 * @param store where features are kept
 * @param listener hears how far the computing is
 */
record PrefixFeatures(
        Recipe recipe, Forward forward, Backbone backbone, int frozen, FeatureStore store, Consumer<Progress> listener) {

    private static final int BATCH = 32; // always the same pictures together, so that the values are always the same

    /** How many views of each training picture there are. */
    int views() {
        return recipe.augmentation().equals(Augmentation.NONE)
                ? 1
                : recipe.transfer().views();
    }

    /** Every view of every picture to learn from; a view's random changes are a function of seed, view and place. */
    FeatureCache augmented(Faces faces) throws IOException {
        String changes = recipe.augmentation() + " seed " + recipe.training().seed();
        return open(faces, changes, views(), (view, from, to) -> {
            try (Generator generator = Tensors.generator(recipe.training().seed(), view, from, 3)) {
                return recipe.augmentation().apply(faces.pictures(range(from, to)), generator);
            }
        });
    }

    /** Every picture as it is and, where answers are averaged over both, its mirror image. */
    FeatureCache plain(Faces faces) throws IOException {
        return open(faces, "plain", recipe.flipAverage() ? 2 : 1, (side, from, to) -> {
            Tensor pictures = faces.pictures(range(from, to));
            return side == 0 ? pictures : pictures.flip(3);
        });
    }

    private FeatureCache open(Faces faces, String changes, int views, FeatureCache.Source pictures)
            throws IOException {
        forward.network().eval();
        return FeatureCache.open(
                store,
                key(faces, changes, views),
                faces.size(),
                views,
                BATCH,
                (view, from, to) -> {
                    try (NoGradGuard noGrad = new NoGradGuard()) {
                        return forward.prefix(pictures.features(view, from, to), frozen);
                    }
                },
                (done, total) -> listener.accept(new Progress.Cached(done, total)));
    }

    /** All that the values depend on: weights, layers, geometry, normalisation, precision, changes and pictures. */
    private String key(Faces faces, String changes, int views) {
        String names = faces.examples().stream().map(Example::name).collect(Collectors.joining("\n"));
        return hash(String.join(
                "\n",
                weights(),
                recipe.network(),
                Integer.toString(frozen),
                faces.geometry().toString(),
                forward.normalisation().name(),
                forward.precision().name(),
                changes,
                Integer.toString(views),
                names));
    }

    /** A hash of the frozen layers' weights. */
    private String weights() {
        StringBuilder hashes = new StringBuilder();
        try (PointerScope scope = new PointerScope()) {
            for (Tensor weight : backbone.weightsOf(frozen)) {
                byte[] bytes = new byte[(int) weight.nbytes()];
                Tensors.memory(weight.detach().contiguous()).get(bytes);
                hashes.append(ModelFiles.sha256(bytes));
            }
        }
        return hash(hashes.toString());
    }

    private static String hash(String text) {
        return ModelFiles.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
