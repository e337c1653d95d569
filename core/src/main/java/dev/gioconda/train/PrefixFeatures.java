package dev.gioconda.train;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.data.load.Faces;
import dev.gioconda.file.Hashes;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Plans and computes the {@link FeatureCache}s of a training, or reuses those of an earlier one.
 *
 * @param recipe augmentation and number of views
 * @param forward the forward pass of the network
 * @param backbone the network
 * @param frozen number of frozen layers
 * @param store of the cache files
 * @param listener receives the progress
 */
record PrefixFeatures(
        Recipe recipe,
        Forward forward,
        Backbone backbone,
        int frozen,
        FeatureStore store,
        Consumer<Progress> listener) {

    private static final int BATCH = 32; // constant, as values depend on the batch

    /** Part of the key; increase it if code that affects the values changes, such as the augmentation. */
    private static final int CACHE_VERSION = 1;

    /** Number of augmented views of each training image. */
    int views() {
        return recipe.augmentation().equals(Augmentation.NONE)
                ? 1
                : recipe.transfer().views();
    }

    /** All augmented views of the training images; the random augmentation is a function of seed, view and position. */
    FeatureCache.FeatureCachePlan augmented(Faces faces) {
        String changes = recipe.augmentation() + " seed " + recipe.training().seed();
        return plan(faces, changes, views(), (view, from, to) -> {
            try (Generator generator = Tensors.generator(recipe.training().seed(), view, from, 3)) {
                return recipe.augmentation().apply(faces.pictures(range(from, to)), generator);
            }
        });
    }

    /** The plain validation images and, if logits are averaged over both, their mirror images. */
    FeatureCache.FeatureCachePlan plain(Faces faces) {
        return plan(faces, "plain", recipe.flipAverage() ? 2 : 1, (view, from, to) -> {
            Tensor pictures = faces.pictures(range(from, to));
            return view == 0 ? pictures : pictures.flip(3);
        });
    }

    /**
     * Computes the plans whose files do not exist.
     *
     * @throws UncheckedIOException if they exceed the limit or cannot be written
     */
    void compute(List<FeatureCache.FeatureCachePlan> plans) {
        try {
            computeMissing(plans);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void computeMissing(List<FeatureCache.FeatureCachePlan> plans) throws IOException {
        Set<Path> inUse = new HashSet<>();
        long missing = 0;
        long total = 0;
        for (FeatureCache.FeatureCachePlan plan : plans) {
            inUse.add(plan.file());
            if (!plan.isComputed()) {
                missing += plan.bytes();
                total += (long) plan.views() * plan.pictures();
            }
        }
        store.evictFor(missing, inUse);
        long completed = 0;
        for (FeatureCache.FeatureCachePlan plan : plans) {
            if (!plan.isComputed()) {
                long earlier = completed;
                long all = total;
                FeatureCache.compute(
                        plan, BATCH, done -> listener.accept(new Progress.FeaturesCached(earlier + done, all)));
                completed += (long) plan.views() * plan.pictures();
            }
            store.touch(plan.file());
        }
    }

    private FeatureCache.FeatureCachePlan plan(
            Faces faces, String changes, int views, FeatureCache.FeatureSource pictures) {
        forward.network().eval();
        FeatureCache.FeatureSource features = (view, from, to) -> {
            try (NoGradGuard noGrad = new NoGradGuard()) {
                return forward.prefix(pictures.features(view, from, to), frozen);
            }
        };
        try (PointerScope scope = new PointerScope()) {
            Tensor sample = features.features(0, 0, 1); // [1, c, h, w]
            return new FeatureCache.FeatureCachePlan(
                    store.file(key(faces, changes, views)),
                    faces.size(),
                    views,
                    sample.scalar_type().intern(),
                    new long[] {sample.size(2), sample.size(3), sample.size(1)},
                    features);
        }
    }

    /** A hash of everything that affects the values: weights, layers, pixels, geometry, normalization, precision, threads, augmentation. */
    private String key(Faces faces, String changes, int views) {
        return hash(String.join(
                "\n",
                Integer.toString(CACHE_VERSION),
                weightsHash(),
                recipe.network().substring(0, recipe.network().lastIndexOf('/')),
                Integer.toString(frozen),
                faces.geometry().toString(),
                forward.normalization().name(),
                forward.precision().name(),
                Integer.toString(torch.get_num_threads()),
                changes,
                Integer.toString(views),
                pixelHash(faces)));
    }

    private String weightsHash() {
        StringBuilder hashes = new StringBuilder();
        try (PointerScope scope = new PointerScope()) {
            for (Tensor weight : backbone.weightsOfFirst(frozen)) {
                byte[] bytes = new byte[(int) weight.nbytes()];
                Tensors.memory(weight.detach().contiguous()).get(bytes);
                hashes.append(Hashes.sha256(bytes));
            }
        }
        return hash(hashes.toString());
    }

    private static String pixelHash(Faces faces) {
        StringBuilder hashes = new StringBuilder();
        for (int i = 0; i < faces.size(); i++) {
            hashes.append(Hashes.sha256(faces.picture(i).rgb()));
        }
        return hash(hashes.toString());
    }

    private static String hash(String text) {
        return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
