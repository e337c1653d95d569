package dev.gioconda.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.bench.load.ProcessResources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Mixed load for a given time: clients classify, send feedback, create and stop style jobs, while an operator promotes and rolls back
 * models. Prints the responses and failures every minute, and the server's memory, file descriptors and threads.
 */
public final class MixedLoad {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private final String publicUrl;
    private final String operatorUrl;
    private final String token;
    private final List<byte[]> pictures;
    private final long end;
    private final LongAdder answered = new LongAdder();
    private final LongAdder throttled = new LongAdder(); // 429 and 503 with Retry-After
    private final LongAdder failed = new LongAdder();
    private final LongAdder feedbackRecords = new LongAdder();
    private final LongAdder paintJobs = new LongAdder();
    private final LongAdder promotions = new LongAdder();

    private MixedLoad(String publicUrl, String operatorUrl, String token, List<byte[]> pictures, long end) {
        this.publicUrl = publicUrl;
        this.operatorUrl = operatorUrl;
        this.token = token;
        this.pictures = pictures;
        this.end = end;
    }

    /**
     * Arguments: the public address, the operators' address, the operators' token, a folder of JPEG files, minutes, the server's process
     * id, and two versions of the model {@code smile} in its store.
     */
    public static void main(String[] args) throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(args[3]))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jpg"))
                    .limit(64)
                    .toList()) {
                pictures.add(Files.readAllBytes(file));
            }
        }
        double minutes = Double.parseDouble(args[4]);
        MixedLoad load =
                new MixedLoad(args[0], args[1], args[2], pictures, System.nanoTime() + (long) (minutes * 60e9));
        List<Thread> all = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            all.add(new Thread(() -> load.repeat(() -> load.classify(number.incrementAndGet()), 50)));
        }
        all.add(new Thread(() -> load.repeat(() -> load.paint(number.incrementAndGet()), 500)));
        all.add(new Thread(() -> load.repeat(() -> load.operate(number.incrementAndGet(), args[6], args[7]), 3000)));
        all.forEach(Thread::start);
        long started = System.nanoTime();
        while (System.nanoTime() < load.end) {
            load.report((System.nanoTime() - started) / 60e9, args[5]);
            Thread.sleep(60_000);
        }
        for (Thread thread : all) {
            thread.join();
        }
        load.report(minutes, args[5]);
    }

    @FunctionalInterface
    private interface LoadAction {
        void run() throws IOException, InterruptedException;
    }

    private void repeat(LoadAction action, long pause) {
        while (System.nanoTime() < end) {
            try {
                try {
                    action.run();
                } catch (IOException broken) {
                    failed.increment();
                    System.out.println("failed: " + broken);
                }
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void classify(int number) throws IOException, InterruptedException {
        JsonNode prediction = send("POST", publicUrl + "/v1/classify?framing=celeba", "image/jpeg", picture(number));
        if (prediction != null && number % 7 == 0) {
            String feedback = "{\"answer\":\"%s\",\"said\":\"%s\",\"consent\":%b}"
                    .formatted(prediction.get("answer").asText(), number % 2 == 0 ? "right" : "wrong", number % 3 == 0);
            if (send("POST", publicUrl + "/v1/feedback", "application/json", feedback.getBytes(StandardCharsets.UTF_8))
                    != null) {
                feedbackRecords.increment();
            }
        }
    }

    private void paint(int number) throws IOException, InterruptedException {
        JsonNode image = send("POST", publicUrl + "/v1/images", "image/jpeg", picture(number));
        if (image == null) {
            return;
        }
        String jobRequest =
                "{\"content\":\"%s\",\"style\":\"gallery:red-dunes\",\"preset\":\"quick\",\"size\":96,\"iterations\":60}"
                        .formatted(image.get("image").asText());
        JsonNode job = send(
                "POST", publicUrl + "/v1/style-jobs", "application/json", jobRequest.getBytes(StandardCharsets.UTF_8));
        if (job == null) {
            return;
        }
        String address = publicUrl + "/v1/style-jobs/" + job.get("id").asText();
        String ownerKey = job.get("ownerKey").asText();
        String state = "queued";
        for (int i = 0; i < 600 && !List.of("done", "stopped", "failed").contains(state); i++) {
            if (number % 4 == 0 && i == 5) {
                send("DELETE", address, "application/json", new byte[0], "Gioconda-Owner-Key", ownerKey);
            }
            Thread.sleep(300);
            JsonNode now = send("GET", address, "application/json", new byte[0]);
            state = now == null ? state : now.get("state").asText();
        }
        if (state.equals("failed")) {
            failed.increment();
        }
        paintJobs.increment();
        send("DELETE", address + "/image", "application/json", new byte[0], "Gioconda-Owner-Key", ownerKey);
    }

    private void operate(int number, String first, String second) throws IOException, InterruptedException {
        boolean rollback = number % 5 == 0;
        String body = rollback
                ? "{\"why\":\"load\"}"
                : "{\"version\":\"%s\",\"why\":\"load\"}".formatted(number % 2 == 0 ? first : second);
        if (send(
                        "POST",
                        operatorUrl + "/v1/models/smile/" + (rollback ? "rollback" : "promote"),
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8))
                != null) {
            promotions.increment();
        }
    }

    private byte[] picture(int number) {
        return pictures.get(number % pictures.size());
    }

    /** JSON of the response; null without one. */
    private @org.jspecify.annotations.Nullable JsonNode send(
            String method, String address, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        int status = response.statusCode();
        if (status == 429 || status == 503) {
            throttled.increment();
            return null;
        }
        boolean nothingToRollBack = status == 409 && address.endsWith("rollback");
        if (status >= 400 && !nothingToRollBack) {
            failed.increment();
            System.out.printf(
                    "%s %s: %d %s%n", method, address, status, new String(response.body(), StandardCharsets.UTF_8));
            return null;
        }
        answered.increment();
        return status == 204 || nothingToRollBack ? null : JSON.readTree(response.body());
    }

    private void report(double minute, String process) {
        System.out.printf(
                Locale.ROOT,
                "minute %4.1f: %d answered, %d throttled, %d failed; %d feedback records, %d style jobs, %d promotions; %s%n",
                minute,
                answered.sum(),
                throttled.sum(),
                failed.sum(),
                feedbackRecords.sum(),
                paintJobs.sum(),
                promotions.sum(),
                ProcessResources.of(process)
                        .map(ProcessResources::toString)
                        .orElse("the server is not running")); // a test of durability kills it
    }
}
