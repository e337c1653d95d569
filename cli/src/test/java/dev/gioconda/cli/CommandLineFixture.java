package dev.gioconda.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs the command line in this JVM and captures what it prints. */
public final class CommandLineFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CommandLineFixture() {}

    /** Exit code and output of a command. */
    public record CommandResult(int code, String out, String err) {

        /** The single JSON object of a successful command. */
        public JsonNode json() throws IOException {
            assertThat(out.lines()).as(err).hasSize(1);
            return lines().get(0);
        }

        /** The JSON objects of a successful command, one per line. */
        public List<JsonNode> lines() throws IOException {
            assertThat(code).as(err).isZero();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : out.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    /** Runs a command. */
    public static CommandResult call(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Gioconda.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return new CommandResult(code, out.toString(), err.toString());
    }

    /** Runs a command. */
    public static CommandResult call(List<String> arguments) {
        return call(arguments.toArray(String[]::new));
    }
}
