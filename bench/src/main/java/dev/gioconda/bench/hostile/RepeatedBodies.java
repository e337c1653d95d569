package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The same request with a body again and again, over several connections at a time.
 *
 * @param port which of the server's ports
 * @param path of the request, which is sent by POST
 * @param type the Content-Type
 * @param body of the request
 * @param connections requests at a time
 * @param pauseMillis after each round
 */
record RepeatedBodies(Port port, String path, String type, byte[] body, int connections, long pauseMillis)
        implements Attack {

    /** A port of the server. */
    enum Port {
        VISITORS,
        OPERATORS
    }

    /** A picture that is posted to the public port. */
    static RepeatedBodies picture(String path, byte[] picture, int connections, long pauseMillis) {
        return new RepeatedBodies(Port.VISITORS, path, "application/octet-stream", picture, connections, pauseMillis);
    }

    /** A text of at least this size that repeats a unit between two others. */
    static byte[] repeated(String start, String unit, int size, String end) {
        return (start + unit.repeat(size / unit.length()) + end).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            List<RawConnection> round = new ArrayList<>();
            for (int i = 0; i < connections && !run.over(); i++) {
                RawConnection connection = port == Port.VISITORS ? run.connect() : run.connectToOperators();
                round.add(connection);
                connection.send(
                        run.head("POST", path, "Connection: close\r\nContent-Type: " + type + "\r\n", body.length));
                run.send(connection, body);
            }
            for (RawConnection connection : round) {
                run.receive(connection);
                run.close(connection);
            }
            run.pause(pauseMillis);
        }
    }
}
