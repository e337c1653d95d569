package dev.gioconda.feedback;

import dev.gioconda.image.face.Framing;

/**
 * What a person was shown.
 *
 * @param picture SHA-256 of the picture's pixels as a PNG file, see {@link KeptPictures}
 * @param perceptual its perceptual hash, sixteen hexadecimal digits
 * @param framing how the face sits in it
 * @param model the version that answered, such as {@code smile/20261124-101500}
 * @param attribute what was asked of the picture, such as {@code Smiling}
 * @param probability that the attribute holds, as the person was told, 0 to 1
 * @param yes the answer that was made of it
 */
public record Shown(
        String picture,
        String perceptual,
        Framing framing,
        String model,
        String attribute,
        double probability,
        boolean yes) {

    /** Checks what an outsider might send. */
    public Shown {
        Form.require(Form.hex(64, picture), "The picture's hash", picture, "a SHA-256 in small hexadecimal digits");
        Form.require(Form.hex(16, perceptual), "The perceptual hash", perceptual, "16 small hexadecimal digits");
        Form.require(Form.name(128, "._/-", model), "The model", model, "name/version");
        Form.require(Form.name(64, "_-", attribute), "The attribute", attribute, "a name such as Smiling");
        Form.require(probability >= 0 && probability <= 1, "The probability", probability, "0 to 1");
    }

    /** How little the model could tell: {@code 1 - |2p - 1|}, 0 for sure and 1 for a coin. */
    public double uncertainty() {
        return 1 - Math.abs(2 * probability - 1);
    }
}
