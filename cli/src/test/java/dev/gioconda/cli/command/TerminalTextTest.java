package dev.gioconda.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

    private static final String ESCAPE = String.valueOf((char) 27);

    @Test
    void control_characters_are_escaped_and_line_breaks_kept() {
        assertThat(TerminalText.escaped("a" + ESCAPE + "[2Jb\n\tc" + (char) 0x9b + (char) 0x202e))
                .isEqualTo("a\\u001b[2Jb\n\tc\\u009b\\u202e");
        assertThat(TerminalText.escapedLine("a\nb\r.jpg")).isEqualTo("a\\u000ab\\u000d.jpg");
        assertThat(TerminalText.escaped("L\u00e4cheln \u7b11\u9854")).isEqualTo("L\u00e4cheln \u7b11\u9854");
    }

    @Test
    void writer_escapes_characters_and_strings() throws IOException {
        StringWriter written = new StringWriter();
        try (EscapingWriter writer = new EscapingWriter(written)) {
            writer.write(27);
            writer.write((ESCAPE + "x").toCharArray(), 0, 2);
            writer.write("y" + ESCAPE, 1, 1);
        }
        assertThat(written).hasToString("\\u001b\\u001bx\\u001b");
    }
}
