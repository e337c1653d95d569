package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.load.Augmentation;
import dev.gioconda.data.load.Faces;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class TransferLearningTest {

    private static final String NARROW = "vgg19:width=0.125,pooling=average/";
    private static final int TRAIN = 40;

    @TempDir
    private Path folder;

    private FeatureStore store() {
        return new FeatureStore(folder.resolve("features"), FeatureStore.DEFAULT_LIMIT);
    }

    /** Pictures of 32 x 32, where a VGG's last convolutions see 2 x 2. */
    private static Recipe recipe(String network, String unfreeze, String... changes) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "network=" + network,
                "input.columns=32",
                "input.rows=32",
                "training.epochs=3",
                "training.batch=16",
                "training.precision=float32",
                "training.average=0.0",
                "transfer.weights=random",
                "transfer.unfreeze=" + unfreeze,
                "transfer.views=2"));
        all.addAll(List.of(changes));
        return Recipes.read("transfer", all);
    }

    private TrainingState trained(Recipe recipe, List<Progress> progressEvents) throws IOException {
        Trainer trainer = new Trainer(recipe, SmallTrainingFixture.attributes(), store());
        try (Faces train = SmallTrainingFixture.faces(recipe, 0, TRAIN);
                Faces validation = SmallTrainingFixture.faces(recipe, TRAIN, TRAIN + 20)) {
            TrainingState state =
                    trainer.start(SmallTrainingFixture.attributes().size());
            trainer.fit(state, train, validation, progressEvents::add);
            return state;
        }
    }

    private static Map<String, float[]> start(Recipe recipe) {
        return SmallTrainingFixture.values(new Trainer(recipe, SmallTrainingFixture.attributes())
                .start(SmallTrainingFixture.attributes().size())
                .network()
                .state());
    }

    // ---- freezing

    @Test
    void frozen_layers_stay_unchanged_and_others_are_updated() throws IOException {
        for (String cache : List.of("true", "false")) {
            Recipe recipe = recipe(NARROW + "mlp", "3", "transfer.cache=" + cache);
            Map<String, float[]> before = start(recipe);
            Map<String, float[]> after = SmallTrainingFixture.values(
                    trained(recipe, new ArrayList<>()).network().state());
            after.forEach((name, values) -> {
                boolean learns = name.startsWith("head.") || name.matches("features\\.(32|34)\\..*");
                if (learns) {
                    assertThat(values).as(name).isNotEqualTo(before.get(name));
                } else {
                    assertThat(values).as(name).isEqualTo(before.get(name));
                }
            });
        }
    }

    @Test
    void batch_statistics_of_frozen_layers_are_frozen() throws IOException {
        Recipe recipe = recipe("resnet18/linear", "layer4", "transfer.cache=false");
        Map<String, float[]> before = start(recipe);
        Map<String, float[]> after = SmallTrainingFixture.values(
                trained(recipe, new ArrayList<>()).network().state());
        assertThat(after.get("layer3.1.bn2.running_mean")).isEqualTo(before.get("layer3.1.bn2.running_mean"));
        assertThat(after.get("layer4.0.bn1.running_mean")).isNotEqualTo(before.get("layer4.0.bn1.running_mean"));
    }

    @Test
    void unfreeze_counts_from_the_end_or_names_a_layer() throws IOException {
        Backbone vgg = (Backbone) new Trainer(
                        recipe(NARROW + "study", "3", "input.columns=64", "input.rows=64"),
                        SmallTrainingFixture.attributes())
                .start(1)
                .network();
        assertThat(vgg.bodyDepth()).isEqualTo(21);
        assertThat(vgg.layerNames().subList(18, 24))
                .containsExactly(
                        "block5_conv3", "block5_conv4", "block5_pool", "block6_conv1", "block6_conv2", "block6_pool");
        assertThat(vgg.frozenLayers("3")).isEqualTo(18);
        assertThat(vgg.frozenLayers("block5_conv3")).isEqualTo(18);
        assertThat(vgg.frozenLayers("0")).isEqualTo(21);
        assertThat(vgg.frozenLayers("all")).isZero();
        assertThatThrownBy(() -> vgg.frozenLayers("22")).hasMessageContaining("the backbone has 21");
        assertThatThrownBy(() -> vgg.frozenLayers("block9")).hasMessageContaining("the layers are [block1_conv1");
    }

    @Test
    void layers_are_unfrozen_progressively() {
        TransferSettings transfer = new TransferSettings("random", "3", 1, 2, 1, true);
        assertThat(Stream.of(1, 2, 3, 4, 5, 6, 7, 8).map(epoch -> transfer.frozenAt(epoch, 18, 21)))
                .containsExactly(20, 20, 19, 19, 18, 18, 18, 18);
        assertThat(TransferSettings.NONE.frozenAt(1, 0, 21)).isZero();
    }

    @Test
    void resume_after_stop_equals_an_uninterrupted_run() throws IOException {
        Recipe recipe = recipe(NARROW + "mlp", "8", "transfer.progressive=1", "transfer.rate=0.5", "training.epochs=4");
        TrainingState uninterrupted = trained(recipe, new ArrayList<>());
        Trainer trainer = new Trainer(recipe, SmallTrainingFixture.attributes(), store());
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"), Recipes.toToml(recipe));
        Consumer<Progress> stop = progress -> {
            if (progress instanceof Progress.EpochEnd end && end.epoch().epoch() == 2) {
                throw new IllegalStateException("the power is gone");
            }
        };
        try (Faces train = SmallTrainingFixture.faces(recipe, 0, TRAIN);
                Faces validation = SmallTrainingFixture.faces(recipe, TRAIN, TRAIN + 20)) {
            TrainingState first =
                    trainer.start(SmallTrainingFixture.attributes().size());
            assertThatThrownBy(() -> trainer.fit(first, train, validation, checkpoints.andThen(stop)))
                    .hasMessage("the power is gone");
            TrainingState resumed =
                    trainer.start(SmallTrainingFixture.attributes().size());
            assertThat(checkpoints.restore(resumed)).contains(2);
            trainer.fit(resumed, train, validation, checkpoints);
            assertThat(SmallTrainingFixture.withoutTimes(resumed.history()))
                    .isEqualTo(SmallTrainingFixture.withoutTimes(uninterrupted.history()));
            assertThat(SmallTrainingFixture.values(resumed.network().state()))
                    .usingRecursiveComparison()
                    .isEqualTo(
                            SmallTrainingFixture.values(uninterrupted.network().state()));
        }
    }

    // ---- the cache

    @Test
    void cached_features_equal_computed_ones_bit_for_bit() throws IOException {
        for (Precision precision : Precision.values()) {
            Recipe recipe = recipe(NARROW + "linear", "3");
            TrainingState state = new Trainer(recipe, SmallTrainingFixture.attributes()).start(1);
            Backbone backbone = (Backbone) state.network();
            Forward forward = new Forward(backbone, Output.SIGMOID, Normalization.IMAGENET, precision);
            PrefixFeatures features = new PrefixFeatures(recipe, forward, backbone, 18, store(), progress -> {});
            int[] second = IntStream.range(32, TRAIN).toArray();
            try (Faces faces = SmallTrainingFixture.faces(recipe, 0, TRAIN);
                    FeatureCache cache = computed(features, features.augmented(faces));
                    Generator generator = Tensors.generator(recipe.training().seed(), 1, 32, 3);
                    PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard()) {
                Tensor again = forward.prefix(recipe.augmentation().apply(faces.pictures(second), generator), 18);
                Tensor cached = cache.of(1, second);
                assertThat(cached.scalar_type().intern())
                        .isEqualTo(again.scalar_type().intern());
                assertThat(cached.shape()).containsExactly(8, 64, 2, 2);
                assertThat(Tensors.floats(cached)).isEqualTo(Tensors.floats(again));
                float[] through = Tensors.floats(forward.logitsFrom(again, 18));
                assertThat(Tensors.floats(forward.logitsFrom(cached, 18))).isEqualTo(through);
            }
        }
    }

    private static FeatureCache computed(PrefixFeatures features, FeatureCache.FeatureCachePlan plan) {
        features.compute(List.of(plan));
        return FeatureCache.open(plan);
    }

    @Test
    void training_with_and_without_cache_gives_equal_numbers() throws IOException {
        String[] plain = {"training.mixup=0.0", "flip-average=true"};
        Recipe with = recipe(NARROW + "linear", "3", plain).withAugmentation(Augmentation.NONE);
        Recipe without = recipe(
                        NARROW + "linear", "3", "training.mixup=0.0", "flip-average=true", "transfer.cache=false")
                .withAugmentation(Augmentation.NONE);
        List<EpochRecord> cached = trained(with, new ArrayList<>()).history();
        List<EpochRecord> uncached = trained(without, new ArrayList<>()).history();
        for (int i = 0; i < 3; i++) {
            assertThat(cached.get(i).trainLoss())
                    .isCloseTo(uncached.get(i).trainLoss(), org.assertj.core.data.Offset.offset(1e-3));
            assertThat(cached.get(i).validationLoss())
                    .isCloseTo(uncached.get(i).validationLoss(), org.assertj.core.data.Offset.offset(1e-3));
        }
    }

    @Test
    void second_training_reuses_features_of_the_same_seed() throws IOException {
        List<Progress> first = new ArrayList<>();
        List<Progress> second = new ArrayList<>();
        List<Progress> other = new ArrayList<>();
        trained(recipe(NARROW + "linear", "3"), first);
        trained(recipe(NARROW + "linear", "3"), second);
        trained(recipe(NARROW + "linear", "3", "training.seed=2"), other);
        assertThat(first).anyMatch(Progress.FeaturesCached.class::isInstance);
        assertThat(second).noneMatch(Progress.FeaturesCached.class::isInstance);
        assertThat(other).anyMatch(Progress.FeaturesCached.class::isInstance);
    }

    @Test
    void feature_store_evicts_least_recently_used_files_only() throws IOException {
        FeatureStore small = new FeatureStore(folder, 1000);
        Path foreign = Files.write(folder.resolve("letter.txt"), new byte[5000]);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Path file = Files.write(small.file(Integer.toString(i).repeat(64)), new byte[300]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * (3 - i)));
            files.add(file);
        }
        small.evictFor(600, Set.of(files.get(2))); // the oldest, but needed
        assertThat(files.get(0)).doesNotExist();
        assertThat(files.get(1)).doesNotExist();
        assertThat(files.get(2)).exists();
        assertThat(foreign).exists();
        assertThatThrownBy(() -> small.evictFor(701, Set.of(files.get(2))))
                .hasMessageContaining("Raise the feature limit");
        assertThat(files.get(2)).exists();
    }
}
