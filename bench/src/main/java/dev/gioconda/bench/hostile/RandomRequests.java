package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Random JSON, paths, methods, media types and bytes. */
final class RandomRequests implements Attack {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
    private static final List<String> TYPES = List.of(
            "image/jpeg; charset=\u00e9",
            "multipart/form-data; boundary=",
            "multipart/mixed; boundary=a",
            "application/json",
            "application/json; charset=utf-16",
            "text/html",
            "image/svg+xml",
            ";",
            "application/x-www-form-urlencoded; charset=bogus");
    private static final List<String> ACCEPTED = List.of("*/*", "text/html", "text/event-stream", ";;;,q=x");
    private static final List<String> JSON_PATHS = List.of("/v1/feedback", "/v1/style-jobs", "/v2/models/smile/infer");
    private static final List<String> PATHS = List.of(
            "/",
            "/instant",
            "/paint?style=%22%3E%3Cscript%3E",
            "/v1/classify?framing=%00",
            "/v1/images",
            "/v1/styles/",
            "/v1/styles/.png",
            "/v1/fast-styles/%20",
            "/v1/fast-styles/starry-night",
            "/v1/answers/x/heat/0",
            "/v1/answers/00000000000000000000000000000000/heat/99999999999",
            "/v1/style-jobs/%E2%80%AE",
            "/v1/style-jobs/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/events",
            "/v1/models/%20/history",
            "/v2/models/smile/versions/x/ready",
            "/openapi.yaml?x");
    private static final List<String> FIELDS = List.of(
            "answer",
            "face",
            "said",
            "label",
            "job",
            "stars",
            "reason",
            "consent",
            "content",
            "style",
            "preset",
            "size",
            "strength",
            "detail",
            "colours",
            "iterations",
            "seed",
            "settings",
            "emphasis",
            "id",
            "inputs");
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "5",
            "9223372036854775808",
            "1e308",
            "\"\"",
            "\"right\"",
            "\"quick\"",
            "\"gallery:night-swirls\"",
            "\"00000000000000000000000000000000\"",
            "[]",
            "{}",
            "{\"a\":[[[]]]}",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"AAAA\"]}]",
            "[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1099511627776,3,64,64],\"data\":[[]]}]");

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        SplittableRandom random = run.random();
        while (!run.over()) {
            switch (random.nextInt(3)) {
                case 0 -> run.send("POST", any(JSON_PATHS, random), "Content-Type: application/json\r\n", json(random));
                case 1 ->
                    run.send(
                            any(METHODS, random),
                            any(PATHS, random),
                            "Accept: %s\r\nContent-Type: %s\r\n".formatted(any(ACCEPTED, random), any(TYPES, random)),
                            "%%=%zz&a".substring(random.nextInt(8)));
                default -> sendBytes(run);
            }
            run.pause(20);
        }
    }

    private static void sendBytes(AttackRun run) throws IOException {
        byte[] bytes = new byte[1 + run.random().nextInt(2_000)];
        run.random().nextBytes(bytes);
        RawConnection connection = run.connect();
        connection.send(run.random().nextBoolean() ? run.head("POST", "/v1/classify", "", bytes.length) : "");
        run.send(connection, bytes);
        run.receive(connection, 500);
        run.close(connection);
    }

    private static String json(SplittableRandom random) {
        return Stream.generate(() -> "\"%s\":%s".formatted(any(FIELDS, random), any(VALUES, random)))
                .limit(random.nextInt(9))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String any(List<String> values, SplittableRandom random) {
        return values.get(random.nextInt(values.size()));
    }
}
