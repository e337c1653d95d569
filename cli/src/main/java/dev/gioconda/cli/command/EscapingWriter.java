package dev.gioconda.cli.command;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes text with control characters escaped, see {@link TerminalText#escaped}, so that no file name controls a terminal. */
final class EscapingWriter extends FilterWriter {

    EscapingWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int character) throws IOException {
        write(String.valueOf((char) character));
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        write(new String(characters, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        out.write(TerminalText.escaped(text.substring(offset, offset + length)));
    }
}
