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
 * The content of the study's page as plain records. Figures and sections of empty lists and nulls are omitted, so that
 * the same page serves an exploration without networks.
 *
 * @param title the page's title
 * @param subtitle one line below it, such as the data set and the date
 * @param summary a paragraph with the main results
 * @param data the data set
 * @param networks one section per network, in the order of the comparison
 * @param comparison the comparison of the networks with each other and with published results
 * @param choices validation accuracies of the choices of transfer learning; may be empty
 * @param styleTransfer the study's style transfers, or null
 * @param reproduction the command, versions and configuration that reproduce the page
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
     * The data set.
     *
     * @param attribute the target attribute, such as {@code Smiling}
     * @param description source and split, in sentences
     * @param parts the partitions
     * @param colorHistogram the histogram of a few random pictures, or null
     * @param samples sample pictures
     * @param balance the class balance of each attribute
     * @param correlation the correlation of attributes, or null
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
     * @param count number of pictures
     * @param positives number of pictures with the attribute
     * @param people number of different persons, or null if unknown
     */
    public record PartitionSummary(
            String name, int count, int positives, @Nullable Integer people) {}

    /**
     * The class balance of an attribute.
     *
     * @param attribute its name
     * @param positives number of pictures with it
     * @param known number of pictures with a known label
     */
    public record AttributeShare(String attribute, int positives, int known) {}

    /**
     * A trained network.
     *
     * @param name such as {@code study-cnn}
     * @param description description in sentences
     * @param parameters number of trained parameters
     * @param epochs the training history; may be empty
     * @param keptEpoch the epoch whose weights are used
     * @param test the evaluation on the test partition, with the temperature applied
     * @param uncalibrated the calibration on the same pictures before the temperature
     * @param temperature the temperature of calibration
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

    /** One epoch of a training, from 1; missing values are NaN. */
    public record Epoch(
            int number,
            double learningRate,
            double trainLoss,
            double trainAccuracy,
            double validationLoss,
            double validationAccuracy) {}

    /**
     * The comparison of networks.
     *
     * @param rows the results, published ones first
     * @param pairs paired tests on the same pictures
     */
    public record NetworkComparison(List<ComparisonRow> rows, List<PairedTest> pairs) {}

    /**
     * One result; unpublished values are null.
     *
     * @param name of the network
     * @param evaluatedOn the test pictures, in a few words
     * @param count number of pictures
     * @param accuracy fraction of correct predictions
     * @param interval its 95 % interval
     * @param precision fraction of "yes" predictions that are correct
     * @param recall fraction of positives that are found
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

        /**
         * The study of 2022: its custom network on the 20 % of 10,000 CelebA pictures that also served as validation.
         */
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

        /** A row of a network of this program. */
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
     * Style transfer, the second part of the study.
     *
     * @param description images and settings, in sentences
     * @param contentImage the content image of the first pair
     * @param styleImage the style image of the first pair
     * @param runs the study's backbones on the first pair
     * @param contentCount the number of content images of all pairs
     * @param tuned results of one recipe with weights tuned on faces or not, on all pairs; may be empty
     */
    public record StyleTransferStudy(
            String description,
            Thumbnail contentImage,
            Thumbnail styleImage,
            List<StyleTransferRun> runs,
            int contentCount,
            List<TunedWeightsResult> tuned) {}

    /**
     * One style transfer with its loss curve.
     *
     * @param name the preset's
     * @param network the network and its weights, in words
     * @param losses the total before each iteration // [iterations]
     * @param seconds duration of the optimization
     * @param stylized the stylized image
     * @param styleScores the metric's scores
     */
    public record StyleTransferRun(
            String name,
            String network,
            double[] losses,
            double seconds,
            Thumbnail stylized,
            StyleScores styleScores) {}

    /**
     * The effect of weights tuned on faces on stylized images.
     *
     * @param layers the tuned layers, in words
     * @param model the model whose weights are used
     * @param styleScores one per pair, all styles of the first content image first
     * @param stylized the stylized image of the first pair
     */
    public record TunedWeightsResult(String layers, String model, List<StyleScores> styleScores, Thumbnail stylized) {

        /** The metric's scores, one per pair. */
        double[] scores() {
            return styleScores.stream().mapToDouble(StyleScores::score).toArray();
        }

        /** The mean of one of the scores. */
        double mean(ToDoubleFunction<StyleScores> metric) {
            return styleScores.stream().mapToDouble(metric).average().orElse(Double.NaN);
        }
    }

    /**
     * How to reproduce the page.
     *
     * @param command the command line
     * @param facts seed, machine, versions, time, in the order shown
     * @param configuration the resolved configuration, as saved
     */
    public record Reproduction(String command, List<Fact> facts, String configuration) {}

    /** A name and its value. */
    public record Fact(String name, String value) {}
}
