package dev.gioconda.feedback;

import dev.gioconda.face.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accepted labels of one attribute for training, one for each image.
 *
 * @param attribute such as {@code Smiling}
 * @param pictures in the order of their first answers
 * @param contradictory hashes of images for which as many clients answered yes as no; they are not in {@code pictures}
 */
public record AcceptedFeedback(String attribute, List<LabeledPicture> pictures, List<String> contradictory) {

    /**
     * An image with the majority label of its accepted feedback.
     *
     * @param hash of the image, see {@link FeedbackPictures}
     * @param perceptualHash its perceptual hash
     * @param framing how the face is framed
     * @param yes whether the attribute is present
     * @param answers the accepted records, oldest first
     */
    public record LabeledPicture(
            String hash, String perceptualHash, Framing framing, boolean yes, List<Feedback> answers) {}

    /** The accepted records that have not expired. */
    public static AcceptedFeedback of(FeedbackLog log, String attribute) throws IOException {
        return of(log.all(), new Reviews(log).all(), attribute);
    }

    static AcceptedFeedback of(List<Feedback> all, Map<String, Decision> decisions, String attribute) {
        Map<String, List<Feedback>> byPicture = new LinkedHashMap<>();
        for (Feedback answer : all) {
            Decision decision = decisions.get(answer.id());
            if (decision != null
                    && decision.accepted()
                    && answer.consent()
                    && answer.truth() != null
                    && answer.classification().orElseThrow().attribute().equals(attribute)) {
                byPicture
                        .computeIfAbsent(answer.shown().pictureHash(), hash -> new ArrayList<>())
                        .add(answer);
            }
        }
        List<LabeledPicture> pictures = new ArrayList<>();
        List<String> contradictory = new ArrayList<>();
        byPicture.forEach((hash, answers) -> {
            AnswerGroup votes = AnswerGroup.of(answers);
            ShownImage image = answers.get(0).shown();
            if (votes.yes() == votes.no()) {
                contradictory.add(hash);
            } else {
                pictures.add(new LabeledPicture(
                        hash, image.perceptualHash(), image.framing(), votes.yes() > votes.no(), List.copyOf(answers)));
            }
        });
        return new AcceptedFeedback(attribute, pictures, contradictory);
    }
}
