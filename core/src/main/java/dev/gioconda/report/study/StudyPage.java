package dev.gioconda.report.study;

import dev.gioconda.evaluate.Calibration;
import dev.gioconda.evaluate.Evaluation;
import dev.gioconda.evaluate.Interval;
import dev.gioconda.evaluate.McNemar;
import dev.gioconda.evaluate.Slice;
import dev.gioconda.evaluate.Temperature;
import dev.gioconda.report.chart.ColorHistogram;
import dev.gioconda.report.chart.HeatMapChart;
import dev.gioconda.report.chart.Thumbnail;
import dev.gioconda.style.metric.StyleScores;
import dev.gioconda.train.Ablation;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the study's page says, as plain records. Empty lists and nulls leave their figure or section out, so that the same
 * page serves an exploration without networks.
 *
 * @param title the page's title
 * @param subtitle one line below it, such as the data set and the date
 * @param summary the paragraph that a hurried reader reads
 * @param data the pictures
 * @param networks one section a network, in the order of the comparison
 * @param comparison the networks beside each other and beside what was published
 * @param choices what each choice of a transfer is worth; may be empty
 * @param styleTransfer the study's style transfers, or null
 * @param reproduction how to get the same page again
 */
public record StudyPage(
        String title,
        String subtitle,
        String summary,
        StudyData data,
        List<NetworkResult> networks,
        NetworkComparison comparison,
        List<Ablation.AblationRow> choices,
        @Nullable StyleTransferStudy styleTransfer,
        Reproduction reproduction) {

    /** Copies the lists. */
    public StudyPage {
        networks = List.copyOf(networks);
        choices = List.copyOf(choices);
    }

    /**
     * The pictures.
     *
     * @param attribute the attribute that is learnt, such as {@code Smiling}
     * @param description where they come from and how they were divided, in sentences
     * @param parts the partitions
     * @param colorHistogram the histogram of a few random pictures, or null
     * @param samples sample pictures
     * @param balance how common each attribute is
     * @param correlation how often attributes occur together, or null
     */
    public record StudyData(
            String attribute,
            String description,
            List<PartitionSummary> parts,
            @Nullable ColorHistogram colorHistogram,
            List<Thumbnail> samples,
            List<AttributeShare> balance,
            @Nullable HeatMapChart correlation) {}

    /**
     * A partition.
     *
     * @param name such as {@code train}
     * @param count its pictures
     * @param positives those that show the attribute
     * @param people different persons in it, or null when unknown
     */
    public record PartitionSummary(
            String name, int count, int positives, @Nullable Integer people) {}

    /**
     * How common an attribute is.
     *
     * @param attribute its name
     * @param positives pictures that show it
     * @param known pictures whose label says yes or no
     */
    public record AttributeShare(String attribute, int positives, int known) {}

    /**
     * A trained network.
     *
     * @param name such as {@code study-cnn}
     * @param description what it is, in sentences
     * @param parameters trained numbers
     * @param epochs the training's course; may be empty
     * @param keptEpoch the epoch whose weights were kept
     * @param test the evaluation on the test partition, with the temperature applied
     * @param uncalibrated the calibration on the same pictures before the temperature
     * @param temperature what the logits were divided by
     * @param slices accuracy over other attributes, the worst first
     * @param mistakes the worst mistakes
     */
    public record NetworkResult(
            String name,
            String description,
            long parameters,
            List<Epoch> epochs,
            int keptEpoch,
            Evaluation test,
            Calibration uncalibrated,
            Temperature temperature,
            List<Slice> slices,
            List<Thumbnail> mistakes) {}

    /** One epoch of a training, from 1; what was not measured is NaN. */
    public record Epoch(
            int number,
            double learningRate,
            double trainLoss,
            double trainAccuracy,
            double validationLoss,
            double validationAccuracy) {}

    /**
     * The networks beside each other.
     *
     * @param rows what is compared, published results first
     * @param pairs paired tests on the same pictures
     */
    public record NetworkComparison(List<ComparisonRow> rows, List<PairedTest> pairs) {}

    /**
     * One result; what was not published is null.
     *
     * @param name of the network
     * @param evaluatedOn on what pictures, in a few words
     * @param count how many
     * @param accuracy share of right answers
     * @param interval its 95 % interval
     * @param precision share of the "yes" that are right
     * @param recall share of the positives found
     * @param auc area under the ROC curve
     */
    public record ComparisonRow(
            String name,
            String evaluatedOn,
            int count,
            double accuracy,
            @Nullable Interval interval,
            @Nullable Double precision,
            @Nullable Double recall,
            @Nullable Double auc) {

        /** The study of 2022: its custom network on the 20 % of 10,000 CelebA pictures that also served as validation. */
        public static final ComparisonRow STUDY_2022 = new ComparisonRow(
                "study of 2022, custom network",
                "CelebA, its own hold-out",
                2000,
                0.916,
                Interval.wilson(1832, 2000),
                0.912,
                0.913,
                null);

        /** The study of 2022: VGG19 with its last three layers unfrozen, on the same pictures. */
        public static final ComparisonRow STUDY_2022_VGG19 = new ComparisonRow(
                "study of 2022, VGG19",
                "CelebA, its own hold-out",
                2000,
                0.9129,
                Interval.wilson(1826, 2000),
                null,
                null,
                null);

        /** A row of our own. */
        public static ComparisonRow of(String name, String evaluatedOn, Evaluation test) {
            return new ComparisonRow(
                    name,
                    evaluatedOn,
                    test.count(),
                    test.accuracy(),
                    test.accuracyInterval(),
                    test.precision(),
                    test.recall(),
                    test.auc());
        }
    }

    /** Two networks on the same pictures. */
    public record PairedTest(String first, String second, McNemar test) {}

    /**
     * The study's second chapter.
     *
     * @param description what was painted how, in sentences
     * @param contentImage the first pair's
     * @param styleImage the first pair's painting
     * @param runs the study's backbones on the first pair
     * @param contentCount how many photographs the pairs are made of
     * @param tuned one recipe with weights that saw more or fewer faces, on all pairs; may be empty
     */
    public record StyleTransferStudy(
            String description,
            Thumbnail contentImage,
            Thumbnail styleImage,
            List<StyleTransferRun> runs,
            int contentCount,
            List<TunedWeightsResult> tuned) {}

    /**
     * One painting with its course.
     *
     * @param name the preset's
     * @param network and its weights, in words
     * @param losses the total before each iteration // [iterations]
     * @param seconds it took
     * @param stylized what came out
     * @param styleScores the judge's
     */
    public record StyleTransferRun(
            String name,
            String network,
            double[] losses,
            double seconds,
            Thumbnail stylized,
            StyleScores styleScores) {}

    /**
     * What tuning some layers on faces does to paintings.
     *
     * @param layers which were tuned, in words
     * @param model whose weights
     * @param styleScores one a pair, all styles of the first photograph first
     * @param stylized of the first pair
     */
    public record TunedWeightsResult(String layers, String model, List<StyleScores> styleScores, Thumbnail stylized) {

        /** The judge's scores, one a pair. */
        double[] scores() {
            return styleScores.stream().mapToDouble(StyleScores::score).toArray();
        }

        /** The mean of what a verdict says. */
        double mean(ToDoubleFunction<StyleScores> metric) {
            return styleScores.stream().mapToDouble(metric).average().orElse(Double.NaN);
        }
    }

    /**
     * How the page came about.
     *
     * @param command what was typed
     * @param facts seed, machine, versions, time, in the order shown
     * @param configuration the resolved configuration, as it is saved
     */
    public record Reproduction(String command, List<Fact> facts, String configuration) {}

    /** A name and its value. */
    public record Fact(String name, String value) {}
}
