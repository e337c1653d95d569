package dev.gioconda.bench.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.bench.honest.AcknowledgedWrite.Kind;
import dev.gioconda.bench.honest.RequestLog.Expectation;
import dev.gioconda.bench.load.RawResponse;
import dev.gioconda.file.Hashes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A visitor within the documented limits: once a second a health check and a classification, every half a minute an upload, feedback
 * with consent and the heat map of half a minute ago, every two minutes a small style job, of which the state is asked. What the server
 * acknowledges is written to a file.
 */
public final class HonestClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long LIMIT_MILLIS = 2_000;
    private static final Expectation HEALTH = new Expectation("health check", List.of(), 1_000);
    private static final Expectation CLASSIFY = new Expectation("classify", List.of(), LIMIT_MILLIS);
    private static final Expectation FEEDBACK = new Expectation("feedback", List.of(), LIMIT_MILLIS);
    private static final Expectation HEAT_MAP =
            new Expectation("heat map of an earlier answer", List.of(), LIMIT_MILLIS);
    private static final Expectation UPLOAD = new Expectation("upload", List.of(429, 507), LIMIT_MILLIS);
    private static final Expectation JOB = new Expectation("create style job", List.of(429, 503, 507), LIMIT_MILLIS);
    private static final Expectation STATE = new Expectation("state of a style job", List.of(), LIMIT_MILLIS);
    private static final Expectation IMAGE = new Expectation("image of a style job", List.of(), LIMIT_MILLIS);
    private static final int MAX_UNFINISHED = 5; // a server accepts 6 of an address
    private static final long PAUSE_MILLIS = 1_000;

    private final HonestRequests requests;
    private final byte[] picture;
    private final AcknowledgedFile acknowledged;
    private final Consumer<String> onJob;
    private final List<String> unfinished = new ArrayList<>();
    private final Schedule shortSchedule = new Schedule(TimeUnit.SECONDS.toNanos(30));
    private final Schedule longSchedule = new Schedule(TimeUnit.SECONDS.toNanos(120));
    private final Schedule states = new Schedule(TimeUnit.SECONDS.toNanos(5));

    private String earlierAnswer = "";

    private static final class Schedule {
        private final long periodNanos;
        private long next = System.nanoTime();

        Schedule(long periodNanos) {
            this.periodNanos = periodNanos;
        }

        boolean due() {
            boolean due = System.nanoTime() - next >= 0;
            next = due ? System.nanoTime() + periodNanos : next;
            return due;
        }
    }

    /**
     * @param picture a JPEG file with a face
     * @param acknowledged receives what the server acknowledges
     * @param onJob receives the id of each style job, which is its link
     */
    public HonestClient(
            HonestRequests requests, byte[] picture, AcknowledgedFile acknowledged, Consumer<String> onJob) {
        this.requests = requests;
        this.picture = picture.clone();
        this.acknowledged = acknowledged;
        this.onJob = onJob;
    }

    /** Sends requests until this time of {@link System#nanoTime}. */
    public void run(long endNanos) throws IOException, InterruptedException {
        while (System.nanoTime() - endNanos < 0) {
            requests.get(HEALTH, "/healthz");
            Optional<JsonNode> answer = json(requests.send(CLASSIFY, "POST", "/v1/classify", "image/jpeg", picture));
            if (shortSchedule.due()) {
                upload();
                if (!earlierAnswer.isEmpty()) {
                    requests.get(HEAT_MAP, "/v1/answers/" + earlierAnswer + "/heat/0");
                }
                earlierAnswer = answer.map(view -> view.path("answer").asText()).orElse("");
                if (!earlierAnswer.isEmpty()) {
                    giveFeedback(earlierAnswer);
                }
            }
            if (unfinished.size() < MAX_UNFINISHED && longSchedule.due()) {
                createJob();
            }
            if (states.due()) {
                askStates();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** Asks for the states of the jobs that were unfinished, and for the images of those that are done. */
    public void askStates() throws IOException {
        for (String id : List.copyOf(unfinished)) {
            askState(id);
        }
    }

    private void upload() throws IOException {
        Optional<JsonNode> upload = json(requests.send(UPLOAD, "POST", "/v1/images", "image/jpeg", picture));
        if (upload.isPresent()) {
            acknowledged.append(
                    Kind.UPLOAD,
                    upload.get().path("image").asText(),
                    upload.get().path("expires").asText());
        }
    }

    private void giveFeedback(String answer) throws IOException {
        byte[] body = "{\"answer\":\"%s\",\"said\":\"right\",\"consent\":true}"
                .formatted(answer)
                .getBytes(StandardCharsets.UTF_8);
        Optional<JsonNode> stored = json(requests.send(FEEDBACK, "POST", "/v1/feedback", "application/json", body));
        if (stored.isPresent()) {
            acknowledged.append(Kind.FEEDBACK, stored.get().path("receipt").asText(), "-");
        }
    }

    private void createJob() throws IOException {
        Optional<JsonNode> job =
                json(requests.send(JOB, "POST", "/v1/style-jobs", "multipart/form-data; boundary=honest", form()));
        if (job.isEmpty()) {
            return;
        }
        String id = job.get().path("id").asText();
        acknowledged.append(Kind.JOB, id, "-");
        unfinished.add(id);
        onJob.accept(id);
        recordHash(Kind.CONTENT, id, "/content");
    }

    private byte[] form() {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        List.of("style=gallery:red-dunes", "preset=quick", "size=128")
                .forEach(
                        field -> form.writeBytes("--honest\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted((Object[]) field.split("=", 2))
                                .getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(
                "--honest\r\nContent-Disposition: form-data; name=\"content\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(picture);
        form.writeBytes("\r\n--honest--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private void askState(String id) throws IOException {
        Optional<JsonNode> job = json(requests.get(STATE, "/v1/style-jobs/" + id));
        String state = job.map(view -> view.path("state").asText()).orElse("");
        if (List.of("done", "stopped", "failed").contains(state)) {
            unfinished.remove(id);
        }
        if (state.equals("done")) {
            recordHash(Kind.DONE, id, "/image");
        }
    }

    private void recordHash(Kind kind, String id, String resource) throws IOException {
        Optional<RawResponse> image = requests.get(IMAGE, "/v1/style-jobs/" + id + resource);
        if (image.isPresent()) {
            acknowledged.append(kind, id, Hashes.sha256(image.get().body()));
        }
    }

    private static Optional<JsonNode> json(Optional<RawResponse> response) throws IOException {
        return response.isPresent() ? Optional.of(JSON.readTree(response.get().body())) : Optional.empty();
    }
}
