package dev.gioconda.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import java.util.List;
import java.util.Map;

/**
 * What a model version is, as {@code manifest.json} beside its weights: enough to feed the network, read its outputs and know
 * where it came from.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the model, such as {@code smile}
 * @param version when it was made, {@code yyyyMMdd-HHmmss} in UTC
 * @param architecture the network's id, see {@link dev.gioconda.nn.Architecture Architecture}
 * @param output how raw outputs are read
 * @param input the crop of the face the network sees
 * @param normalization what is done to values in [0, 1]
 * @param flipAverage whether logits are averaged over the face and its mirror image
 * @param attributes what the logits answer, in order
 * @param target the attribute the model was chosen for
 * @param calibration of the target's logit
 * @param metrics measured numbers by name, such as {@code validation.accuracy}
 * @param data where it learnt: names, counts and a hash of the names of the pictures
 * @param recipe the resolved recipe as TOML
 * @param parent the version it was trained from, empty when from scratch
 * @param feedback SHA-256 of the pictures from users that it or a parent learnt from, sorted; since format 2
 * @param files the SHA-256 of every other file of the version, by name
 */
public record Manifest(
        int format,
        String name,
        String version,
        String architecture,
        Output output,
        CropGeometry input,
        @JsonProperty("normalisation") Normalization normalization,
        boolean flipAverage,
        List<String> attributes,
        String target,
        ClassifierCalibration calibration,
        Map<String, Double> metrics,
        DataSummary data,
        String recipe,
        String parent,
        List<String> feedback,
        Map<String, String> files) {

    /** The format that this program writes; it reads every format up to it. */
    public static final int FORMAT = 2;

    /**
     * From a logit z to an honest answer.
     *
     * @param temperature the probability is {@code 1 / (1 + exp(-z / temperature))} (Guo et al. 2017, arXiv 1706.04599)
     * @param threshold the probability from which the answer is yes
     * @param uncertaintyMargin half the width of the band around the threshold in which the answer is "can't tell"
     */
    public record ClassifierCalibration(
            double temperature,
            double threshold,
            @JsonProperty("uncertain") double uncertaintyMargin) {

        /** The calibrated probability of a logit. */
        public double probability(double logit) {
            return 1 / (1 + Math.exp(-logit / temperature));
        }
    }

    /**
     * The data it learnt from.
     *
     * @param name such as {@code celeba+celeba_half}
     * @param train number of training pictures
     * @param validation number of validation pictures
     * @param fingerprint SHA-256 of the training pictures' names, one a line, sorted
     */
    public record DataSummary(String name, int train, int validation, String fingerprint) {}

    /** Where the target stands among the attributes. */
    public int targetIndex() {
        return attributes.indexOf(target);
    }

    /** {@code name/version}. */
    public String id() {
        return name + "/" + version;
    }
}
