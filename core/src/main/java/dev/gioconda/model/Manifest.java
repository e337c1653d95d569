package dev.gioconda.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.nn.Normalization;
import dev.gioconda.nn.Output;
import java.util.List;
import java.util.Map;

/**
 * The description of a model version, stored as {@code manifest.json} beside the weights: how to prepare inputs, how to read
 * outputs, and where the model comes from.
 *
 * @param format of this file, {@link #FORMAT}
 * @param name of the model, such as {@code smile}
 * @param version time of the training's start, {@code yyyyMMdd-HHmmss} in UTC
 * @param architecture id of the network, see {@link dev.gioconda.nn.Architecture Architecture}
 * @param output how raw outputs become logits
 * @param input the crop of the face that is the network's input
 * @param normalization of pixel values in [0, 1]
 * @param flipAverage whether logits are averaged over the face and its mirror image
 * @param attributes the attribute of each logit, in order
 * @param target the attribute that the model predicts
 * @param calibration of the target's logit
 * @param metrics measured numbers by name, such as {@code validation.accuracy}
 * @param data the training data: names, counts and a hash of the images' names
 * @param recipe the resolved recipe as TOML
 * @param parent the version whose weights were the initial weights; empty if trained from scratch
 * @param feedback SHA-256 of the users' images that this version or a parent was trained on, sorted; since format 2
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
     * How a logit z becomes a calibrated prediction.
     *
     * @param temperature the probability is {@code 1 / (1 + exp(-z / temperature))} (Guo et al. 2017, arXiv 1706.04599)
     * @param threshold the least probability of a positive prediction
     * @param uncertaintyMargin half the width of the band around the threshold in which the prediction is "can't tell"
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
     * The training data.
     *
     * @param name such as {@code celeba+celeba_half}
     * @param train number of training images
     * @param validation number of validation images
     * @param fingerprint SHA-256 of the training images' names, one per line, sorted
     */
    public record DataSummary(String name, int train, int validation, String fingerprint) {}

    /** The index of the target among the attributes. */
    public int targetIndex() {
        return attributes.indexOf(target);
    }

    Manifest withFiles(Map<String, String> hashes) {
        return new Manifest(
                FORMAT,
                name,
                version,
                architecture,
                output,
                input,
                normalization,
                flipAverage,
                attributes,
                target,
                calibration,
                metrics,
                data,
                recipe,
                parent,
                feedback,
                hashes);
    }

    /** {@code name/version}. */
    public String id() {
        return name + "/" + version;
    }
}
