package dev.gioconda.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.load.RandomCrops;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.nn.Backbone;
import dev.gioconda.nn.Forward;
import dev.gioconda.nn.Output;
import dev.gioconda.tensor.Precision;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pretraining of seconds: dots, stripes and rings are the objects, two patterns the paintings. */
@Tag("integration")
class PretrainingTest {

    private static final CropGeometry OBJECT = new CropGeometry(0, 0, 32, 32, 32, 32, false);
    private static final CropGeometry FACE = new CropGeometry(47, 90, 84, 84, 64, 64, false);

    @TempDir
    private Path folder;

    private static BufferedImage drawn(int kind, int side, SplittableRandom random) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(new Color(random.nextInt(1 << 24)));
        g.fillRect(0, 0, side, side);
        g.setColor(new Color(random.nextInt(1 << 24)));
        for (int i = 0; i < side; i += 8) {
            for (int j = 0; j < side; j += 8) {
                switch (kind) {
                    case 0 -> g.fillOval(i + 2, j + 2, 4, 4);
                    case 1 -> g.fillRect(i, j, 8, 3);
                    default -> g.fillRect(i, j, 3, 8);
                }
            }
        }
        g.dispose();
        return image;
    }

    private void draw(String name, int kind, int side, SplittableRandom random) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(drawn(kind, side, random), "png", file.toFile());
    }

    private static Faces load(List<Example> examples, CropGeometry geometry) throws IOException {
        return new FaceLoader(geometry, FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    @Test
    void pretraining_learns_three_tasks_and_separable_features() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        for (int kind = 0; kind < 3; kind++) {
            for (int i = 0; i < 80; i++) {
                draw("objects/class%d/%d.png".formatted(kind, i), kind, 32, random);
            }
        }
        draw("paintings/a.png", 0, 128, random);
        draw("paintings/b.png", 1, 96, random);
        Dataset objects = Datasets.open(List.of(folder.resolve("objects")));
        List<Example> pictures = new ArrayList<>(Example.wholeFrame(objects.examples()));
        java.util.Collections.shuffle(pictures, new java.util.Random(1));
        PretrainRecipe recipe = Recipes.pretrain(
                null,
                List.of(
                        "width=0.0625",
                        "faces=8",
                        "regions=8",
                        "training.epochs=6",
                        "training.batch=16",
                        "training.average=0.0",
                        "training.precision=float32"));
        RunFolder run = RunFolder.create(
                folder.resolve("runs"),
                new RunFolder.RunInfo("b", "20260101-000000", Map.of()),
                Recipes.toToml(recipe));
        List<Progress> progressEvents = new ArrayList<>();
        try (Faces train = load(pictures.subList(0, 160), OBJECT);
                Faces validation = load(pictures.subList(160, 200), OBJECT);
                Faces test = load(pictures.subList(200, 240), OBJECT);
                Faces faces = load(new SyntheticPortraits(1, 24).dataset().examples(), FACE);
                Faces regions = RandomCrops.crop(folder.resolve("paintings"), 64, 20, random)) {
            assertThat(regions.size()).isEqualTo(40);
            Pretraining.PretrainResult result =
                    new Pretraining(recipe, train, validation, faces, regions).run(run, Map.of(), progressEvents::add);
            assertThat(progressEvents)
                    .filteredOn(Progress.EpochEnd.class::isInstance)
                    .hasSize(6);
            Backbone backbone = recipe.backbone().build(0);
            backbone.load(result.weights());
            Forward forward = new Forward(backbone, Output.SIGMOID, Pretraining.NORMALIZATION, Precision.FLOAT32);
            LinearProbe.ProbeResult probe =
                    new LinearProbe(forward, backbone.indexOf("block3_conv4") + 1).run(train, validation, test);
            int right = 0;
            for (boolean one : probe.correct()) {
                right += one ? 1 : 0;
            }
            assertThat(right).as("of 40, chance is 13").isGreaterThanOrEqualTo(32);

            PretrainRecipe second = Recipes.pretrain(run.config(), List.of("training.epochs=1"));
            RunFolder further = RunFolder.create(
                    folder.resolve("runs"),
                    new RunFolder.RunInfo("b", "20260102-000000", Map.of()),
                    Recipes.toToml(second));
            List<Progress> later = new ArrayList<>();
            new Pretraining(second, train, validation, faces, regions)
                    .run(further, Checkpoints.readKept(run.checkpoints()), later::add);
            assertThat(firstEpoch(later).trainLoss())
                    .as("a run that starts with the weights of another")
                    .isLessThan(firstEpoch(progressEvents).trainLoss() * 0.7);
        }
        assertThatThrownBy(() -> Checkpoints.readKept(folder.resolve("none"))).hasMessageContaining("no checkpoint");
    }

    private static EpochRecord firstEpoch(List<Progress> progressEvents) {
        return progressEvents.stream()
                .flatMap(progress -> progress instanceof Progress.EpochEnd end ? Stream.of(end.epoch()) : Stream.of())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void folder_with_one_painting_is_rejected() throws IOException {
        draw("one/a.png", 0, 96, new SplittableRandom(1));
        assertThatThrownBy(() -> RandomCrops.crop(folder.resolve("one"), 64, 3, new SplittableRandom(1)))
                .hasMessageContaining("at least 2");
    }
}
