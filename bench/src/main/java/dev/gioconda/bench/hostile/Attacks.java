package dev.gioconda.bench.hostile;

import dev.gioconda.bench.hostile.RepeatedBodies.Port;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All attacks. Those on the clock and on full disks need a server of their own and are not among them. */
public final class Attacks {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String INFER = "/v2/models/smile/infer";
    private static final String TENSOR =
            "{\"inputs\":[{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[1,3,64,64],\"data\":[";
    private static final int LARGE = 19_000_000; // bytes; the limit of a body is 20 MB

    private Attacks() {}

    /** The attacks with these pictures. */
    public static List<NamedAttack> all(HostilePictures pictures) {
        List<NamedAttack> attacks = new ArrayList<>(bodies());
        attacks.addAll(pictures(pictures));
        attacks.addAll(forms(pictures.file("PNG of 64 x 64 noise")));
        JobOrders orders = JobOrders.fine(pictures.file("PNG of 64 x 64 noise"));
        attacks.addAll(List.of(
                new NamedAttack("made-up methods", new MadeUpMethods()),
                new NamedAttack("slow bodies", SlowBodies.plain()),
                new NamedAttack("slow bodies, 100-continue", SlowBodies.expectingContinue()),
                new NamedAttack("slow bodies, chunked", SlowBodies.inChunks()),
                new NamedAttack("slow bodies, multipart", SlowBodies.form()),
                new NamedAttack("slow readers of a style", SlowReaders.ofStyle()),
                new NamedAttack("slow readers of content images", SlowReaders.ofContentImages()),
                new NamedAttack("8 event streams, not read", new EventStreams(8, orders)),
                new NamedAttack("80 event streams", new EventStreams(80, orders)),
                new NamedAttack("fine style jobs", orders),
                new NamedAttack("forged X-Forwarded-For", new ForwardedLines()),
                new NamedAttack("feedback flood", new FeedbackFlood(pictures.file("PNG of 64 x 64 noise"))),
                new NamedAttack("style previews", new StylePreviews()),
                new NamedAttack("foreign deletions", new ForeignDeletions()),
                new NamedAttack("wrong operator tokens", new WrongTokens()),
                new NamedAttack("half-open requests", new HalfOpenRequests()),
                new NamedAttack("malformed requests, smuggling", RawRequests.malformed()),
                new NamedAttack("forged Host", RawRequests.hosts()),
                new NamedAttack("random requests", new RandomRequests())));
        return List.copyOf(attacks);
    }

    private static List<NamedAttack> bodies() {
        byte[] objects = RepeatedBodies.repeated(TENSOR, "{},", LARGE, "0]}]}");
        byte[] numbers = RepeatedBodies.repeated(TENSOR, "0.5,", LARGE, "0]}]}");
        byte[] pairs = RepeatedBodies.repeated("", "a=&", LARGE, "");
        byte[] reason = RepeatedBodies.repeated("{\"version\":\"x\",\"why\":\"", "w", LARGE, "\"}");
        return List.of(
                new NamedAttack(
                        "19 MB of JSON objects", new RepeatedBodies(Port.VISITORS, INFER, JSON, objects, 4, 500)),
                new NamedAttack(
                        "19 MB of JSON numbers", new RepeatedBodies(Port.VISITORS, INFER, JSON, numbers, 4, 500)),
                new NamedAttack("19 MB form", new RepeatedBodies(Port.VISITORS, "/instant", FORM, pairs, 4, 500)),
                new NamedAttack("19 MB login", new RepeatedBodies(Port.OPERATORS, "/login", FORM, pairs, 4, 500)),
                new NamedAttack(
                        "19 MB reason of a promotion",
                        new RepeatedBodies(Port.OPERATORS, "/v1/models/smile/promote", JSON, reason, 4, 500)));
    }

    private static List<NamedAttack> pictures(HostilePictures pictures) {
        List<NamedAttack> attacks = new ArrayList<>();
        pictures.files()
                .forEach((name, file) -> attacks.add(
                        new NamedAttack("classify " + name, RepeatedBodies.picture("/v1/classify", file, 4, 200))));
        for (String name : List.of("JPEG of noise", "PNG of 1 x 1", "JPEG with 100 scans")) {
            attacks.add(new NamedAttack(
                    "upload " + name, RepeatedBodies.picture("/v1/images", pictures.file(name), 4, 200)));
        }
        attacks.add(new NamedAttack(
                "fast style of photo of 12 megapixels",
                RepeatedBodies.picture(
                        "/v1/fast-styles/starry-night?size=1024", pictures.file("photo of 12 megapixels"), 4, 200)));
        attacks.add(new NamedAttack(
                "style jobs of 10,000 x 1",
                new RepeatedBodies(
                        Port.VISITORS,
                        "/v1/style-jobs",
                        JobOrders.FORM_TYPE,
                        JobOrders.form(pictures.file("PNG of 10,000 x 1"), List.of("preset=quick", "size=64")),
                        1,
                        500)));
        return attacks;
    }

    private static List<NamedAttack> forms(byte[] picture) {
        byte[] file = new byte[LARGE];
        String parts = new String(JobOrders.part("a", "", new byte[0]), StandardCharsets.US_ASCII);
        return List.of(
                form("form with 350,000 parts", RepeatedBodies.repeated("", parts, LARGE, "--b--\r\n")),
                form(
                        "form with 20,000 part headers",
                        RepeatedBodies.repeated(
                                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n",
                                "X: y\r\n",
                                120_000,
                                "\r\nz\r\n--b--\r\n")),
                form("form with a 19 MB field", JobOrders.form(picture, List.of("preset=" + "q".repeat(LARGE)))),
                form("form with a 19 MB file", JobOrders.part("content", "; filename=\"f\"", file)));
    }

    private static NamedAttack form(String name, byte[] body) {
        return new NamedAttack(
                name, new RepeatedBodies(Port.VISITORS, "/v1/style-jobs", JobOrders.FORM_TYPE, body, 2, 500));
    }
}
