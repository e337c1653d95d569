package dev.gioconda.bench.hostile;

import dev.gioconda.bench.load.RawConnection;
import java.io.IOException;
import java.util.List;

/** Operator tokens, sessions and logins that are guessed. */
final class WrongTokens implements Attack {

    @Override
    public void run(AttackRun run) throws IOException, InterruptedException {
        while (!run.over()) {
            String token = "%016x%016x"
                    .formatted(run.random().nextLong(), run.random().nextLong())
                    .repeat(2);
            String form = "token=" + token;
            List<String> requests = List.of(
                    run.head("GET", "/v1/models", "Authorization: Bearer " + token + "\r\n"),
                    run.head("GET", "/review", "Cookie: gioconda-operator=" + token + "\r\n"),
                    run.head("GET", "/metrics", ""),
                    run.head("POST", "/login", "Content-Type: application/x-www-form-urlencoded\r\n", form.length())
                            + form);
            for (String request : requests) {
                RawConnection connection = run.connectToOperators();
                connection.send(request);
                run.receive(connection);
                run.close(connection);
            }
            run.pause(100);
        }
    }
}
