package dev.gioconda.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Small letters for captions, 5 x 7 pixels each, drawn for this program: the same on every machine, also where no fonts are installed.
 * Capitals are written small, what has no letter is a question mark.
 */
final class Lettering {

    /** From one letter to the next, in pixels. */
    static final int ADVANCE = 6;

    /** The height of a letter. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final Map<Character, boolean[]> LETTERS = read();

    private Lettering() {}

    /** Whether there is ink in a text's column and row; both from 0. */
    static boolean inked(String text, int column, int row) {
        int at = column / ADVANCE;
        int x = column % ADVANCE;
        if (at >= text.length() || x >= WIDTH) {
            return false;
        }
        char letter = text.toLowerCase(Locale.ROOT).charAt(at);
        boolean[] drawing = letter == ' ' ? new boolean[WIDTH * HEIGHT] : LETTERS.get(letter);
        if (drawing == null) {
            drawing = LETTERS.getOrDefault('?', new boolean[WIDTH * HEIGHT]);
        }
        return drawing[row * WIDTH + x];
    }

    private static Map<Character, boolean[]> read() {
        Map<Character, boolean[]> letters = new HashMap<>();
        try (InputStream in = Lettering.class.getResourceAsStream("letters.txt")) {
            if (in == null) {
                throw new IllegalStateException("letters.txt is not in the jar.");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String rows = line.substring(2).replace("/", "");
                boolean[] drawing = new boolean[WIDTH * HEIGHT];
                for (int i = 0; i < drawing.length; i++) {
                    drawing[i] = rows.charAt(i) == '#';
                }
                letters.put(line.charAt(0), drawing);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("letters.txt could not be read.", broken);
        }
        return letters;
    }
}
