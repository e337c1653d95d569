package dev.gioconda.server.classify;

import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.face.Framing;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedResult;
import dev.gioconda.server.http.Metrics;

/**
 * Classifies an image for a client, keeps the result for feedback and heat maps, and counts it. The API and the page both use it.
 *
 * @param service that classifies
 * @param recent results of the last minutes
 * @param metrics that count the labels
 */
public record RecordedClassification(ClassifyService service, RecentAnswers recent, Metrics metrics) {

    /**
     * Classifies an image.
     *
     * @param bytes of a JPEG or PNG file
     * @param framing {@link Framing#PHOTO} to detect faces, otherwise where the one face is
     */
    public ClassifyResponse classify(byte[] bytes, Framing framing) throws RefusedPictureException {
        ServedResult served = service.classify(bytes, framing);
        ClassifyResponse response = ClassifyResponse.of(recent.add(served), served.result());
        metrics.countAnswer(response.model(), response.faces().isEmpty() ? "no face" : response.label());
        return response;
    }
}
