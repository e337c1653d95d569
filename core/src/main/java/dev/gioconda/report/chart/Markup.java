package dev.gioconda.report.chart;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML and SVG that is also well-formed XML. All texts and attribute values are escaped, so that no file name,
 * label or configuration can become markup.
 */
public final class Markup {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element that {@link #close} ends.
     *
     * @param attributes alternating names and values; numbers are written with at most two decimals
     */
    public Markup open(String tag, Object... attributes) {
        tag(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost open element. */
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An empty element; in HTML only void elements, such as {@code img}. */
    public Markup leaf(String tag, Object... attributes) {
        tag(tag, attributes).append("/>");
        return this;
    }

    /** An element with a text. */
    public Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Text between tags. */
    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** A style sheet, which must not contain {@code <} or {@code &}: HTML does not unescape them there. */
    public Markup style(String css) {
        if (css.contains("<") || css.contains("&")) {
            throw new IllegalArgumentException(
                    "The style sheet contains '<' or '&', which HTML and XML parse differently.");
        }
        out.append("<style>\n").append(css).append("</style>");
        return this;
    }

    /** The markup; all elements must be closed. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("The elements %s are still open; close them first.".formatted(open));
        }
        return out.toString();
    }

    private StringBuilder tag(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Double d ? Numbers.coordinate(d) : value.toString();
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(text))
                    .append('"');
        }
        return out;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** The characters that XML 1.0 allows, except carriage return, which parsers convert. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }
}
