package dev.gioconda.server.classify;

import dev.gioconda.face.Framing;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.inference.ClassifyService;
import dev.gioconda.inference.ServedResult;
import dev.gioconda.server.http.Clients;
import dev.gioconda.server.http.Metrics;
import dev.gioconda.server.http.RateLimiter;
import io.javalin.http.Context;

/**
 * Classifies an image for a client, keeps the result for feedback and heat maps, and counts it. The API and the page both use it.
 *
 * @param service that classifies
 * @param recent results of the last minutes
 * @param metrics that count the labels
 * @param clients that take turns
 * @param rateLimiter that counts every face after the first as a request
 */
public record RecordedClassification(
        ClassifyService service, RecentAnswers recent, Metrics metrics, Clients clients, RateLimiter rateLimiter) {

    /**
     * Classifies an image.
     *
     * @param context of the request, which was counted as one
     * @param bytes of an image file
     * @param framing {@link Framing#PHOTO} to detect faces, otherwise where the one face is
     */
    public ClassifyResponse classify(Context context, byte[] bytes, Framing framing) throws RefusedPictureException {
        String client = clients.dailyPseudonym(context);
        ClassifyService.CopiedResult<ReducedImage> copied = service.classify(bytes, framing, client, ReducedImage::of);
        ServedResult served = copied.served();
        rateLimiter.charge(context, served.result().faces().size() - 1);
        RecentAnswer answer = RecentAnswer.of(served, copied.copy());
        ClassifyResponse response = ClassifyResponse.of(recent.add(answer, client), served.result());
        metrics.countAnswer(response.model(), response.faces().isEmpty() ? "no face" : response.label());
        return response;
    }
}
