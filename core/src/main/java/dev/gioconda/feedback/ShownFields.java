package dev.gioconda.feedback;

import dev.gioconda.face.Framing;

/**
 * The stored form of a {@link ShownImage}, in format 1 of JSON and index. It has the fields of a prediction only, so the rating of
 * a stylized image is stored as a prediction of the attribute {@code Painting} by the model {@code style/PRESET} with probability
 * 0.5 and the answer yes.
 *
 * @param picture SHA-256 of the image
 * @param perceptual its perceptual hash
 * @param framing how the face is framed
 * @param model see {@link Classification}, or {@code style/PRESET}
 * @param attribute see {@link Classification}, or {@code Painting}
 * @param probability see {@link Classification}, or 0.5
 * @param yes see {@link Classification}, or true
 */
record ShownFields(
        String picture,
        String perceptual,
        Framing framing,
        String model,
        String attribute,
        double probability,
        boolean yes) {

    private static final String STYLE_PREFIX = "style/";
    private static final String STYLE_ATTRIBUTE = "Painting";
    private static final double STYLE_PROBABILITY = 0.5;

    static ShownFields of(ShownImage image) {
        if (image.subject() instanceof Classification prediction) {
            return of(image, prediction);
        }
        return of(image, asClassification((Stylization) image.subject()));
    }

    private static ShownFields of(ShownImage image, Classification prediction) {
        return new ShownFields(
                image.pictureHash(),
                image.perceptualHash(),
                image.framing(),
                prediction.model(),
                prediction.attribute(),
                prediction.probability(),
                prediction.yes());
    }

    private static Classification asClassification(Stylization rated) {
        return new Classification(STYLE_PREFIX + rated.preset(), STYLE_ATTRIBUTE, STYLE_PROBABILITY, true);
    }

    ShownImage toImage() {
        return new ShownImage(picture, perceptual, framing, subject());
    }

    private Subject subject() {
        Classification prediction = new Classification(model, attribute, probability, yes);
        if (model.startsWith(STYLE_PREFIX) && model.length() > STYLE_PREFIX.length()) {
            Stylization rated = new Stylization(model.substring(STYLE_PREFIX.length()));
            return asClassification(rated).equals(prediction) ? rated : prediction;
        }
        return prediction;
    }
}
