package dev.gioconda.bench.hostile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.bench.load.RawConnection;
import dev.gioconda.bench.load.RawResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Feedback on one prediction again and again, on predictions that do not exist, and deletions with receipts that were not issued.
 *
 * @param picture to classify
 */
record FeedbackFlood(byte[] picture) implements Attack {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "Content-Type: application/json\r\n";

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        String answer = classify(run);
        while (!run.over()) {
            String subject = run.random().nextBoolean() ? answer : token(run);
            run.send(
                    "POST",
                    "/v1/feedback",
                    JSON_TYPE,
                    "{\"answer\":\"%s\",\"said\":\"wrong\",\"consent\":true,\"reason\":\"%s\"}"
                            .formatted(subject, "\\ud83d\\ude00".repeat(500)));
            run.send("DELETE", "/v1/feedback/%s.%s".formatted(token(run), token(run)), "", "");
            run.pause(20);
        }
    }

    private String classify(AttackRun run) throws IOException {
        RawConnection connection = run.connect();
        connection.send(run.head(
                "POST",
                "/v1/classify?framing=whole",
                "Connection: close\r\nContent-Type: application/octet-stream\r\n",
                picture.length));
        connection.send(picture);
        Optional<RawResponse> response = run.receive(connection);
        run.close(connection);
        return response.isPresent() && response.get().successful()
                ? JSON.readTree(response.get().body()).path("answer").asText()
                : token(run);
    }

    private static String token(AttackRun run) {
        return "%016x%016x".formatted(run.random().nextLong(), run.random().nextLong());
    }
}
