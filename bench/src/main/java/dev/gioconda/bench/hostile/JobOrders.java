package dev.gioconda.bench.hostile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gioconda.bench.load.RawConnection;
import dev.gioconda.bench.load.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Style jobs that take long, as many as are accepted, and none is canceled.
 *
 * @param form the request, multipart with the boundary {@code b}
 */
record JobOrders(byte[] form) implements Attack {

    static final String FORM_TYPE = "multipart/form-data; boundary=b";

    private static final JsonMapper JSON = new JsonMapper();

    /** Jobs with the largest settings that a server accepts. */
    static JobOrders fine(byte[] content) {
        return new JobOrders(form(content, List.of("preset=fine", "size=1024", "iterations=2000")));
    }

    /** A form with a content image, a gallery style and fields such as {@code size=64}. */
    static byte[] form(byte[] content, List<String> fields) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String field : fields) {
            String[] pair = field.split("=", 2);
            form.writeBytes(part(pair[0], "", pair[1].getBytes(StandardCharsets.UTF_8)));
        }
        form.writeBytes(part("style", "", "gallery:red-dunes".getBytes(StandardCharsets.UTF_8)));
        form.writeBytes(part("content", "; filename=\"f\"", content));
        form.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A part of a form with the boundary {@code b}. */
    static byte[] part(String name, String parameters, byte[] value) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes("--b\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n"
                .formatted(name, parameters)
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(value);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    /** Creates a job; empty if it is rejected. */
    Optional<String> order(AttackRun run) throws IOException {
        RawConnection connection = run.connect();
        connection.send(run.head(
                "POST", "/v1/style-jobs", "Connection: close\r\nContent-Type: " + FORM_TYPE + "\r\n", form.length));
        connection.send(form);
        Optional<RawResponse> response = run.receive(connection);
        run.close(connection);
        if (response.isEmpty() || !response.get().successful()) {
            return Optional.empty();
        }
        String id = JSON.readTree(response.get().body()).path("id").asText();
        run.jobs().add(id);
        return Optional.of(id);
    }

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            run.pause(order(run).isPresent() ? 100 : 2_000);
        }
    }
}
