package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gioconda.image.face.Framing;

/**
 * What a person was shown.
 *
 * @param pictureHash SHA-256 of the picture's pixels as a PNG file, see {@link FeedbackPictures}
 * @param perceptualHash its perceptual hash, sixteen hexadecimal digits
 * @param framing how the face sits in it
 * @param model the version that answered, such as {@code smile/20261124-101500}
 * @param attribute what was asked of the picture, such as {@code Smiling}
 * @param probability that the attribute holds, as the person was told, 0 to 1
 * @param yes the answer that was made of it
 */
public record ShownPrediction(
        @JsonProperty("picture") String pictureHash,
        @JsonProperty("perceptual") String perceptualHash,
        Framing framing,
        String model,
        String attribute,
        double probability,
        boolean yes) {

    /** Checks what an outsider might send. */
    public ShownPrediction {
        FieldFormats.require(
                FieldFormats.isHex(64, pictureHash),
                "The picture's hash",
                pictureHash,
                "a SHA-256 in small hexadecimal digits");
        FieldFormats.require(
                FieldFormats.isHex(16, perceptualHash),
                "The perceptual hash",
                perceptualHash,
                "16 small hexadecimal digits");
        FieldFormats.require(FieldFormats.isName(128, "._/-", model), "The model", model, "name/version");
        FieldFormats.require(
                FieldFormats.isName(64, "_-", attribute), "The attribute", attribute, "a name such as Smiling");
        FieldFormats.require(probability >= 0 && probability <= 1, "The probability", probability, "0 to 1");
    }

    /** How little the model could tell: {@code 1 - |2p - 1|}, 0 for sure and 1 for a coin. */
    public double uncertainty() {
        return 1 - Math.abs(2 * probability - 1);
    }
}
