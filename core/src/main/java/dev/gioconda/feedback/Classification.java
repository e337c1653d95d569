package dev.gioconda.feedback;

/**
 * The prediction of one attribute.
 *
 * @param model the version that predicted it, such as {@code smile/20261124-101500}
 * @param attribute such as {@code Smiling}
 * @param probability of the attribute as the client saw it, 0 to 1
 * @param yes the decision made from the probability
 */
public record Classification(String model, String attribute, double probability, boolean yes) implements Subject {

    /** Validates fields that a client sends. */
    public Classification {
        FieldFormats.require(FieldFormats.isName(128, "._/-", model), "The model", model, "name/version");
        FieldFormats.require(
                FieldFormats.isName(64, "_-", attribute), "The attribute", attribute, "a name such as Smiling");
        FieldFormats.require(probability >= 0 && probability <= 1, "The probability", probability, "0 to 1");
    }

    /** {@code 1 - |2p - 1|} of a probability p: 0 for a certain prediction, 1 for p = 0.5. */
    static double uncertainty(double probability) {
        return 1 - Math.abs(2 * probability - 1);
    }
}
