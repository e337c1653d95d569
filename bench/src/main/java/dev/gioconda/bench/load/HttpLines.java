package dev.gioconda.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The lines of an HTTP response's header. */
public final class HttpLines {

    private HttpLines() {}

    /**
     * Reads a line without its end, one character for each byte (ISO 8859-1).
     *
     * @throws EOFException if the stream ends before the line does
     */
    public static String read(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The server closed the connection in the middle.");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
