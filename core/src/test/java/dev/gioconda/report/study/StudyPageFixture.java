package dev.gioconda.report.study;

import dev.gioconda.evaluate.Calibration;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.McNemar;
import dev.gioconda.evaluate.Mistake;
import dev.gioconda.evaluate.Predictions;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.image.Picture;
import dev.gioconda.report.chart.ColorHistogram;
import dev.gioconda.report.chart.HeatMapChart;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.style.metric.StyleScores;
import dev.gioconda.train.Ablation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A page of made-up numbers and drawn circles. */
public final class StudyPageFixture {

    private static final List<String> ATTRIBUTES =
            List.of(("5_o_Clock_Shadow Arched_Eyebrows Attractive Bags_Under_Eyes Bald Bangs Big_Lips Big_Nose "
                            + "Black_Hair Blond_Hair Blurry Brown_Hair Bushy_Eyebrows Chubby Double_Chin Eyeglasses Goatee "
                            + "Gray_Hair Heavy_Makeup High_Cheekbones Male Mouth_Slightly_Open Mustache Narrow_Eyes No_Beard "
                            + "Oval_Face Pale_Skin Pointy_Nose Receding_Hairline Rosy_Cheeks Sideburns Smiling Straight_Hair "
                            + "Wavy_Hair Wearing_Earrings Wearing_Hat Wearing_Lipstick Wearing_Necklace Wearing_Necktie Young")
                    .split(" "));
    private static final int PICTURES = 900;

    private StudyPageFixture() {}

    static StudyPage page() {
        Random random = new Random(7);
        boolean[] truth = new boolean[PICTURES];
        for (int i = 0; i < PICTURES; i++) {
            truth[i] = random.nextBoolean();
        }
        Predictions first = predictions(random, truth, 2.75);
        Predictions second = predictions(random, truth, 3.0);
        StudyPage.NetworkResult cnn = network("study-cnn", 1_234_567, 60, first, random);
        StudyPage.NetworkResult compact = network("compact", 987_654, 40, second, random);
        String example = "invented, test";
        return new StudyPage(
                "Seeing a smile",
                "Made-up numbers to check the page; 24 November 2026",
                "Two networks learn to tell a smile from 64 × 64 pixels. The study’s own architecture comes near what was "
                        + "published; a compact modern one goes beyond it.",
                data(random),
                List.of(cnn, compact),
                new StudyPage.NetworkComparison(
                        List.of(
                                StudyPage.ComparisonRow.STUDY_2022,
                                StudyPage.ComparisonRow.of("study-cnn", example, cnn.test()),
                                StudyPage.ComparisonRow.of("compact", example, compact.test())),
                        List.of(new StudyPage.PairedTest(
                                "compact", "study-cnn", McNemar.test(second.correct(0.5), first.correct(0.5))))),
                List.of(new Ablation.AblationRow(
                        "vgg19:width=0.375,pooling=average", "embedded", "3", "study", 4_321_000, 0.871, 12)),
                styleTransfer(random),
                new StudyPage.Reproduction(
                        "./gioconda study --data celeba,celeba_half --seed 7",
                        List.of(
                                new StudyPage.Fact("seed", "7"),
                                new StudyPage.Fact("machine", "2 cores, 8 GB, Linux 6.1, JDK 17"),
                                new StudyPage.Fact("took", "4 min 12 s")),
                        "seed = 7\n\n[train]\nepochs = 40\nbatch = 64\nnote = \"<not markup> & so on\"\n"));
    }

    private static StudyPage.StudyData data(Random random) {
        long[][] counts = new long[3][256];
        for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 200_000; k++) {
                double value = 125 - 12 * c + (50 + 8 * c) * random.nextGaussian();
                counts[c][(int) Math.max(0, Math.min(255, value))]++;
            }
        }
        int n = ATTRIBUTES.size();
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            correlation[i][i] = 1;
            for (int j = 0; j < i; j++) {
                correlation[i][j] = Math.max(-0.7, Math.min(0.8, 0.3 * random.nextGaussian()));
                correlation[j][i] = correlation[i][j];
            }
        }
        return new StudyPage.StudyData(
                "Smiling",
                "Painted circles in place of faces, divided by person so that nobody is seen on both sides.",
                List.of(
                        new StudyPage.PartitionSummary("train", 7197, 3467, 5102),
                        new StudyPage.PartitionSummary("validation", 903, 440, 655),
                        new StudyPage.PartitionSummary("test", 900, 433, null)),
                new ColorHistogram(32, counts),
                pictures(random, 24),
                ATTRIBUTES.stream()
                        .map(a -> new StudyPage.AttributeShare(a, 300 + random.nextInt(5500), 9000))
                        .toList(),
                new HeatMapChart(
                        "Correlation of the attributes; blue where one excludes the other", ATTRIBUTES, correlation));
    }

    private static StudyPage.NetworkResult network(
            String name, long parameters, int epochs, Predictions predictions, Random random) {
        Temperature temperature = Temperature.fit(predictions.logits(), predictions.truth());
        Evaluation test = Evaluation.of(temperature.apply(predictions), 0.5);
        byte[][] labels = new byte[PICTURES][ATTRIBUTES.size()];
        for (byte[] row : labels) {
            for (int a = 0; a < row.length; a++) {
                row[a] = (byte) (random.nextInt(20) < a + 2 ? 1 : 0);
            }
        }
        return new StudyPage.NetworkResult(
                name,
                "Three blocks of two 4×4 convolutions with ELU, batch normalization and dropout, as the study drew them.",
                parameters,
                epochs(epochs, random),
                epochs - 7,
                test,
                Calibration.of(predictions),
                temperature,
                Slice.of(ATTRIBUTES, labels, predictions.correct(0.5), 20),
                Mistake.worst(predictions, 0.5, 12).stream()
                        .map(m -> Thumbnail.of(circle(random), m))
                        .toList());
    }

    private static StudyPage.StyleTransferStudy styleTransfer(Random random) {
        List<StudyPage.StyleTransferRun> runs = List.of("study-vgg16", "study-vgg19", "study-face").stream()
                .map(name -> new StudyPage.StyleTransferRun(
                        name,
                        "a network, its weights",
                        IntStream.range(0, 50)
                                .mapToDouble(i -> 900 * Math.exp(-i / (8.0 + random.nextInt(9))) + 100)
                                .toArray(),
                        4.5,
                        Thumbnail.of(circle(random), name),
                        scores(random)))
                .toList();
        List<StudyPage.TunedWeightsResult> tuned = List.of("none", "the last 3", "the last 8").stream()
                .map(layers -> new StudyPage.TunedWeightsResult(
                        layers,
                        "model/1",
                        Stream.generate(() -> scores(random)).limit(9).toList(),
                        Thumbnail.of(circle(random), layers)))
                .toList();
        return new StudyPage.StyleTransferStudy(
                "Invented paintings.",
                Thumbnail.of(circle(random), "photograph"),
                Thumbnail.of(circle(random), "style"),
                runs,
                3,
                tuned);
    }

    private static StyleScores scores(Random random) {
        return new StyleScores(
                0.3 + 0.1 * random.nextDouble(), 0.5, 0.6, 9.5, random.nextBoolean() ? 0.9 : null, 1.0, 2.0);
    }

    private static List<StudyPage.Epoch> epochs(int epochs, Random random) {
        List<StudyPage.Epoch> epochList = new ArrayList<>();
        for (int e = 1; e <= epochs; e++) {
            double decay = Math.exp(-e / 9.0);
            epochList.add(new StudyPage.Epoch(
                    e,
                    e <= 25 ? 0.001 : 0.0005,
                    0.12 + 0.6 * decay,
                    0.955 - 0.4 * decay,
                    0.2 + 0.5 * decay + 0.02 * random.nextGaussian(),
                    0.92 - 0.35 * decay + 0.008 * random.nextGaussian()));
        }
        return epochList;
    }

    private static Predictions predictions(Random random, boolean[] truth, double strength) {
        double[] logits = new double[truth.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 4 * ((truth[i] ? strength / 2 : -strength / 2) + random.nextGaussian());
        }
        return new Predictions(
                logits,
                truth,
                IntStream.range(0, truth.length).mapToObj(i -> i + ".jpg").toList());
    }

    private static List<Thumbnail> pictures(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Thumbnail.of(circle(random), random.nextBoolean() ? "smiling" : "not smiling"))
                .toList();
    }

    public static Picture circle(Random random) {
        int width = 89;
        int height = 109;
        byte[] rgb = new byte[width * height * 3];
        int hue = random.nextInt(90);
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = Math.hypot((x - 44) / 30.0, (y - 56) / 38.0) < 1;
                rgb[i++] = (byte) (inside ? 150 + hue : 70 + y / 2);
                rgb[i++] = (byte) (inside ? 110 + hue : 90 + y / 2);
                rgb[i++] = (byte) (inside ? 90 + hue : 110 + hue / 2);
            }
        }
        return new Picture(width, height, rgb);
    }
}
