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
 * A bitmap font for captions, 5 x 7 pixels a glyph, part of this program: the same on every machine, also without
 * installed fonts. Text is written in lower case; characters without a glyph become question marks.
 */
final class BitmapFont {

    /** The distance from one glyph to the next, in pixels. */
    static final int ADVANCE = 6;

    /** The height of a glyph, in pixels. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final Map<Character, boolean[]> GLYPHS = load();

    private BitmapFont() {}

    /** Whether the pixel at a column and row of a rendered text is set; both from 0. */
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
