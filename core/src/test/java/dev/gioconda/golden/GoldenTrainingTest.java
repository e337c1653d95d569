package dev.gioconda.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.data.Example;
import dev.gioconda.data.Partition;
import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.face.Framing;
import dev.gioconda.image.Picture;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.model.BackboneFiles;
import dev.gioconda.model.BackboneManifest;
import dev.gioconda.nn.BackboneSpec;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.tensor.Tensors;
import dev.gioconda.train.Checkpoints;
import dev.gioconda.train.EpochRecord;
import dev.gioconda.train.FeatureStore;
import dev.gioconda.train.PretrainRecipe;
import dev.gioconda.train.Progress;
import dev.gioconda.train.Recipe;
import dev.gioconda.train.Recipes;
import dev.gioconda.train.RunFolder;
import dev.gioconda.train.Trainer;
import dev.gioconda.train.TrainingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Run folders, training checkpoints, cached features and backbones are read as 0.1.0 wrote them. */
@ExtendWith(SingleThreadExtension.class) // as when the files were made
class GoldenTrainingTest {

    private static final String RUN = "runs/20261129-100000-smile";
    private static final String TRAIN = "1f5ed0ac75b1f21ef927415a2d084cef624741d4551a6ed7abd4311164ff8b96.features";
    private static final String VALIDATION =
            "e067bd43badc797608095815af55653ff64854c4b2d00f655d9b0d497be39a93.features";

    @TempDir
    private Path folder;

    // ---- run folders

    @Test
    void a_run_says_what_it_was_started_with() throws IOException {
        RunFolder.RunInfo job = new RunFolder(GoldenFiles.at(RUN)).info();
        assertThat(job.name()).isEqualTo("smile");
        assertThat(job.started()).isEqualTo("20261129-100000");
        assertThat(job.data())
                .isEqualTo(Map.of(
                        "data",
                        "synthetic:80",
                        "renames",
                        "",
                        "protocol",
                        "own",
                        "sample",
                        "0",
                        "limit-train",
                        "0",
                        "split-seed",
                        "1"));
        assertThat(new RunFolder(GoldenFiles.at("runs/20261129-231006-compact"))
                        .info()
                        .data())
                .containsEntry("data", "synthetic:40");
        assertThat(new RunFolder(GoldenFiles.at("runs/20261129-231010-gioconda"))
                        .info()
                        .data())
                .isEqualTo(Map.of(
                        "faces",
                        "genki4k,smiles",
                        "objects",
                        "cifar10",
                        "paintings",
                        "style",
                        "renames",
                        "smiles:Smiling=Teeth"));
    }

    @Test
    void run_configurations_keep_their_bytes() throws IOException {
        for (String run : List.of(RUN, "runs/20261129-231006-compact")) {
            Path config = GoldenFiles.at(run + "/config.toml");
            assertThat(Recipes.toToml(Recipes.read(config.toString(), List.of())))
                    .isEqualTo(Files.readString(config));
        }
        Path pretrain = GoldenFiles.at("runs/20261129-231010-gioconda/config.toml");
        PretrainRecipe recipe = Recipes.pretrain(pretrain, List.of());
        assertThat(Recipes.toToml(recipe)).isEqualTo(Files.readString(pretrain));
        assertThat(recipe.backbone().toString()).isEqualTo("vgg19:width=0.375,pooling=average");
        Recipe smile = Recipes.read(GoldenFiles.at(RUN + "/config.toml").toString(), List.of());
        assertThat(smile.network()).isEqualTo("vgg16:width=0.0625/linear");
        assertThat(smile.transfer().unfreeze()).isEqualTo("1");
        assertThat(smile.transfer().views()).isEqualTo(2);
        assertThat(smile.training().average()).isEqualTo(0.9);
    }

    @Test
    void a_training_state_is_restored_from_its_checkpoint() throws IOException {
        RunFolder run = new RunFolder(GoldenFiles.at(RUN));
        Recipe recipe = Recipes.read(run.config().toString(), List.of());
        List<String> attributes = new dev.gioconda.data.synthetic.SyntheticPortraits(1, 1)
                .dataset()
                .attributes();
        TrainingState state = new Trainer(recipe, attributes).start(attributes.size());
        assertThat(new Checkpoints(run.checkpoints(), Recipes.toToml(recipe)).restore(state))
                .contains(2);
        assertThat(state.history())
                .containsExactly(
                        new EpochRecord(
                                1,
                                1.3688852787017822,
                                0.5625,
                                0.7327430492397258,
                                0.375,
                                0.02,
                                0.029846597,
                                2570.2863889399932,
                                0.22955103241376115,
                                true),
                        new EpochRecord(
                                2,
                                1.3129212856292725,
                                0.5625,
                                0.7271945806397657,
                                0.375,
                                0.011736481776669304,
                                0.008148664,
                                8768.329233226048,
                                0.30343447235756804,
                                true));
        Map<String, Tensor> kept = Checkpoints.readKept(run.checkpoints());
        assertThat(kept.keySet()).isEqualTo(state.network().state().keySet());
        assertThat(kept.keySet()).contains("features.0.weight", "head.fc.bias");
        assertThat(Tensors.floats(state.kept().getOrDefault("head.fc.bias", new Tensor())))
                .isEqualTo(Tensors.floats(kept.getOrDefault("head.fc.bias", new Tensor())));
    }

    // ---- cached features

    @Test
    void cached_features_are_found_again_under_their_name() throws IOException {
        Path features = GoldenFiles.copy("features", folder.resolve("features"));
        List<Progress> progress = trained(features);
        assertThat(progress).as("nothing is computed anew").noneMatch(Progress.FeaturesCached.class::isInstance);
        assertThat(files(features)).containsExactly(TRAIN, VALIDATION);
        Progress.EpochEnd end = (Progress.EpochEnd) progress.get(progress.size() - 1);
        assertThat(end.epoch().trainLoss()).isCloseTo(1.2006316781044006, within(1e-4));
        assertThat(end.epoch().validationLoss()).isCloseTo(0.6842613982242918, within(1e-4));
    }

    @Test
    void cached_features_are_still_computed_with_the_same_values() throws IOException {
        Path fresh = folder.resolve("fresh");
        assertThat(trained(fresh)).anyMatch(Progress.FeaturesCached.class::isInstance);
        assertThat(files(fresh)).containsExactly(TRAIN, VALIDATION);
        for (String file : List.of(TRAIN, VALIDATION)) {
            float[] expected = floats(GoldenFiles.at("features/" + file));
            float[] computed = floats(fresh.resolve(file));
            assertThat(computed).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(computed[i]).isCloseTo(expected[i], within(1e-4f));
            }
        }
    }

    private static List<String> files(Path features) throws IOException {
        try (Stream<Path> files = Files.list(features)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static float[] floats(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /** Trains a head for one epoch on images of stripes, over a frozen backbone whose weights follow a short pattern. */
    private static List<Progress> trained(Path features) throws IOException {
        Recipe recipe = Recipes.read(
                "transfer",
                List.of(
                        "network=vgg16:width=0.0625/linear",
                        "input.x=0",
                        "input.y=0",
                        "input.width=178",
                        "input.height=218",
                        "input.columns=32",
                        "input.rows=32",
                        "training.epochs=1",
                        "training.batch=4",
                        "training.precision=float32",
                        "training.mixup=0",
                        "training.average=0",
                        "transfer.weights=random",
                        "transfer.unfreeze=0",
                        "transfer.views=2"));
        Trainer trainer = new Trainer(recipe, List.of("Smiling"), new FeatureStore(features, 1 << 24));
        Map<String, Tensor> weights =
                pattern(BackboneSpec.parse("vgg16:width=0.0625").build(0).state());
        FaceLoader loader = new FaceLoader(recipe.input(), FaceCache.MEMORY_LIMIT);
        List<Progress> progress = new ArrayList<>();
        try (Faces train = loader.load(examples(0, 8), () -> {});
                Faces validation = loader.load(examples(8, 12), () -> {})) {
            trainer.fit(trainer.start(1, weights), train, validation, progress::add);
        }
        return progress;
    }

    private static Map<String, Tensor> pattern(Map<String, Tensor> state) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        state.forEach((name, tensor) -> {
            float[] values = new float[(int) tensor.numel()];
            double scale = tensor.dim() == 1 ? 16 : Math.sqrt(8.0 * values.length / tensor.size(0));
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((7L * i % 17 - 8) / scale);
            }
            weights.put(name, Tensors.of(values, tensor.shape()));
        });
        return weights;
    }

    private static List<Example> examples(int from, int to) {
        PictureArchive archive = new Stripes();
        List<Example> examples = new ArrayList<>();
        for (int i = from; i < to; i++) {
            examples.add(new Example(
                    "stripes/" + i,
                    archive,
                    i + ".png",
                    Framing.WHOLE,
                    new byte[] {(byte) (i % 2)},
                    Partition.TRAIN,
                    "stripes:" + i));
        }
        return examples;
    }

    /** PNG files, so that the decoder of JPEG files decides nothing. */
    private static final class Stripes implements PictureArchive {

        @Override
        public String name() {
            return "stripes";
        }

        @Override
        public Set<String> entries() {
            return Set.of();
        }

        @Override
        public void visit(Set<String> wanted, Visitor visitor) throws IOException {
            for (String entry : wanted) {
                int step = 3 + 2 * Integer.parseInt(entry, 0, entry.indexOf('.'), 10);
                byte[] rgb = new byte[32 * 32 * 3];
                for (int i = 0; i < rgb.length; i++) {
                    rgb[i] = (byte) (i * step % 256);
                }
                visitor.accept(entry, PictureWriter.png(new Picture(32, 32, rgb)));
            }
        }
    }

    // ---- backbones

    @Test
    void a_backbone_is_read_with_its_manifest() throws IOException {
        Path version = GoldenFiles.unpacked("backbone.zip", folder.resolve("backbone"));
        BackboneManifest manifest = BackboneFiles.manifest(version);
        assertThat(manifest.format()).isEqualTo(1);
        assertThat(manifest.name()).isEqualTo("gioconda");
        assertThat(manifest.version()).isEqualTo("20261129-000000");
        assertThat(manifest.backbone()).isEqualTo("vgg19:width=0.0625,pooling=average");
        assertThat(manifest.normalization()).isEqualTo(Normalization.IMAGENET);
        assertThat(manifest.metrics()).isEqualTo(Map.of("validation.accuracy", 0.75));
        assertThat(manifest.data())
                .containsEntry("objects", "cifar10, 40 pictures")
                .containsOnlyKeys("objects", "faces", "paintings", "start");
        assertThat(manifest.recipe()).startsWith("width = 0.0625\npooling = \"average\"\nfaces = 24\n");
        Map<String, Tensor> weights = BackboneFiles.weights(version, manifest);
        assertThat(weights.keySet())
                .isEqualTo(
                        BackboneSpec.parse(manifest.backbone()).build(0).state().keySet());
        assertThat(Tensors.floats(weights.getOrDefault("features.0.bias", new Tensor())))
                .startsWith(-0.5f, -0.0625f, 0.375f, -0.25f);
    }
}
