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
final class BitmapFont {

    /** From one letter to the next, in pixels. */
    static final int ADVANCE = 6;

    /** The height of a letter. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final Map<Character, boolean[]> GLYPHS = load();

    private BitmapFont() {}

    /** Whether there is ink in a text's column and row; both from 0. */
    static boolean isInked(String text, int column, int row) {
        int letterIndex = column / ADVANCE;
        int x = column % ADVANCE;
        if (letterIndex >= text.length() || x >= WIDTH) {
            return false;
        }
        char letter = text.toLowerCase(Locale.ROOT).charAt(letterIndex);
        boolean[] glyph = letter == ' ' ? new boolean[WIDTH * HEIGHT] : GLYPHS.get(letter);
        if (glyph == null) {
            glyph = GLYPHS.getOrDefault('?', new boolean[WIDTH * HEIGHT]);
        }
        return glyph[row * WIDTH + x];
    }

    private static Map<Character, boolean[]> load() {
        Map<Character, boolean[]> glyphs = new HashMap<>();
        try (InputStream in = BitmapFont.class.getResourceAsStream("letters.txt")) {
            if (in == null) {
                throw new IllegalStateException("letters.txt is not in the jar.");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String rows = line.substring(2).replace("/", "");
                boolean[] glyph = new boolean[WIDTH * HEIGHT];
                for (int i = 0; i < glyph.length; i++) {
                    glyph[i] = rows.charAt(i) == '#';
                }
                glyphs.put(line.charAt(0), glyph);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("letters.txt could not be read.", broken);
        }
        return glyphs;
    }
}
