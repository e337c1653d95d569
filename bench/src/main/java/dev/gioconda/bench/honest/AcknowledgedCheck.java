package dev.gioconda.bench.honest;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.bench.honest.AcknowledgedWrite.Kind;
import dev.gioconda.bench.load.RawResponse;
import dev.gioconda.file.Hashes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks a server for every acknowledged write. Jobs must exist and not have failed, images must have the hashes of before, and uploads must
 * be usable while they are kept: a job with the upload and an unknown style is rejected because of the style, not because of the upload. Of
 * the feedback records every second one is deleted by its receipt, which only succeeds for one that exists.
 */
public final class AcknowledgedCheck {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int STYLE_NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_REPETITIONS = 60;
    private static final long PAUSE_MILLIS = 1_000;

    private final HonestRequests requests;

    /** @param requests to the server, from the address that sent the writes */
    public AcknowledgedCheck(HonestRequests requests) {
        this.requests = requests;
    }

    /** The lost writes, one line each with the reason. */
    public List<String> lost(List<AcknowledgedWrite> writes) throws IOException, InterruptedException {
        List<String> lost = new ArrayList<>();
        for (AcknowledgedWrite write : writes) {
            String problem =
                    switch (write.kind()) {
                        case JOB -> job(write.id());
                        case CONTENT -> image(write, "/content");
                        case DONE -> image(write, "/image");
                        case UPLOAD -> upload(write);
                        case FEEDBACK -> "";
                    };
            if (!problem.isEmpty()) {
                lost.add(write.line() + ": " + problem);
            }
        }
        List<AcknowledgedWrite> feedback =
                writes.stream().filter(write -> write.kind() == Kind.FEEDBACK).toList();
        for (AcknowledgedWrite write : everySecond(feedback)) {
            RawResponse response = exchange("DELETE", "/v1/feedback/" + write.id(), new byte[0]);
            if (!response.successful()) {
                lost.add(write.line() + ": " + described(response));
            }
        }
        return lost;
    }

    /** The first, third, fifth and so on. */
    static List<AcknowledgedWrite> everySecond(List<AcknowledgedWrite> writes) {
        return IntStream.range(0, writes.size())
                .filter(i -> i % 2 == 0)
                .mapToObj(writes::get)
                .toList();
    }

    private String job(String id) throws IOException, InterruptedException {
        RawResponse response = exchange("GET", "/v1/style-jobs/" + id, new byte[0]);
        if (!response.successful()) {
            return described(response);
        }
        String state = JSON.readTree(response.body()).path("state").asText();
        return state.equals("failed") ? "the job failed" : "";
    }

    private String image(AcknowledgedWrite write, String resource) throws IOException, InterruptedException {
        RawResponse response = exchange("GET", "/v1/style-jobs/" + write.id() + resource, new byte[0]);
        if (!response.successful()) {
            return described(response);
        }
        return Hashes.sha256(response.body()).equals(write.value()) ? "" : "the image is another one";
    }

    private String upload(AcknowledgedWrite write) throws IOException, InterruptedException {
        if (Instant.parse(write.value()).isBefore(Instant.now())) {
            return "";
        }
        RawResponse response = exchange(
                "POST",
                "/v1/style-jobs",
                "{\"content\":\"%s\",\"style\":\"gallery:no-such-style\",\"preset\":\"quick\"}"
                        .formatted(write.id())
                        .getBytes(StandardCharsets.UTF_8));
        return response.status() == STYLE_NOT_FOUND ? "" : described(response);
    }

    /** A request that is repeated when the rate limit of the address is reached. */
    private RawResponse exchange(String method, String path, byte[] body) throws IOException, InterruptedException {
        RawResponse response = requests.exchange(method, path, body.length == 0 ? "" : "application/json", body);
        for (int i = 0; i < MAX_REPETITIONS && response.status() == TOO_MANY_REQUESTS; i++) {
            Thread.sleep(PAUSE_MILLIS);
            response = requests.exchange(method, path, body.length == 0 ? "" : "application/json", body);
        }
        return response;
    }

    private static String described(RawResponse response) {
        return response.status() + " " + response.text();
    }
}
