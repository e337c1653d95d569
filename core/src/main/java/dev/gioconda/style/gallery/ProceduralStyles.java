package dev.gioconda.style.gallery;

import dev.gioconda.image.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Procedural style images without copyright: brush strokes along a direction field, in the colors of a palette. Equal on every machine except
 * for rounding in Java2D.
 */
public final class ProceduralStyles {

    private static final int WIDTH = 512;
    private static final int HEIGHT = 384;

    private ProceduralStyles() {}

    /** Direction of strokes at a position, in radians. // x, y in [0, 1] */
    private interface DirectionField {
        double angle(double x, double y);
    }

    /** Position in the palette, 0 to 1. // x, y in [0, 1] */
    private interface ShadeField {
        double value(double x, double y);
    }

    /**
     * Settings of one image.
     *
     * @param palette from dark to light, 0xrrggbb
     * @param field directions of strokes
     * @param shade colors
     * @param layers number of layers; each has strokes of half the width of the one before
     * @param width of strokes in the first layer, in pixels
     * @param length of strokes, in widths
     * @param spread random deviation of a stroke's position in the palette, 0 to 1
     */
    private record StrokeSettings(
            int[] palette,
            DirectionField field,
            ShadeField shade,
            int layers,
            double width,
            double length,
            double spread) {}

    /** The names of all images. */
    public static List<String> names() {
        return List.copyOf(definitions().keySet());
    }

    /**
     * Draws an image. The hash of its name is the random seed.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if it is not
     */
    public static Picture draw(String name) {
        StrokeSettings settings = definitions().get(name);
        if (settings == null) {
            throw new IllegalArgumentException(
                    "There is no procedural style \"%s\"; expected one of %s.".formatted(name, names()));
        }
        return draw(settings, name.hashCode());
    }

    /** Draws all images, by name. */
    public static Map<String, Picture> all() {
        Map<String, Picture> all = new LinkedHashMap<>();
        names().forEach(name -> all.put(name, draw(name)));
        return Collections.unmodifiableMap(all);
    }

    private static Map<String, StrokeSettings> definitions() {
        Map<String, StrokeSettings> definitions = new LinkedHashMap<>();
        definitions.put(
                "night-swirls",
                new StrokeSettings(
                        new int[] {0x0b1437, 0x15295e, 0x1f4e8c, 0x3f7fb5, 0x8fb7c9, 0xf3d250, 0xfff1a8},
                        ProceduralStyles::swirls,
                        (x, y) -> Math.max(
                                glow(x, y, 0.78, 0.24, 0.16),
                                Math.max(glow(x, y, 0.28, 0.3, 0.11), 0.52 * waves(x, y))),
                        3,
                        13,
                        5,
                        0.12));
        definitions.put(
                "wheat-field",
                new StrokeSettings(
                        new int[] {0x23406b, 0x3f78ad, 0x8fb8cf, 0x5d6b2a, 0xa9861f, 0xe0aa1e, 0xf6d66b},
                        (x, y) -> y < 0.42 ? 0.25 * Math.sin(9 * x) : -1.25 + 0.5 * Math.sin(7 * x + 11 * y),
                        (x, y) ->
                                y < 0.42 ? 0.02 + 0.66 * y * (0.8 + 0.4 * waves(x, y)) : 0.45 + 0.55 * waves(2 * x, y),
                        3,
                        11,
                        5,
                        0.14));
        definitions.put(
                "water-garden",
                new StrokeSettings(
                        new int[] {0x173f3a, 0x27685c, 0x4f9a83, 0x7fb7b5, 0xa7b9dd, 0xd9a3c4, 0xf7d7dc},
                        (x, y) -> 0.12 * Math.sin(12 * y + 3 * x),
                        (x, y) -> 0.15 + 0.75 * waves(1.3 * x, 2.4 * y),
                        3,
                        15,
                        3,
                        0.22));
        definitions.put(
                "red-dunes",
                new StrokeSettings(
                        new int[] {0x2b0f1e, 0x6d1a36, 0xa62a2a, 0xd8572a, 0xf0983f, 0xf8d489},
                        (x, y) -> 0.5 * Math.sin(5 * x + 2 * y) + 0.2 * Math.sin(17 * y),
                        (x, y) -> 0.5 + 0.5 * Math.sin(18 * (y + 0.09 * Math.sin(6 * x))),
                        3,
                        12,
                        7,
                        0.07));
        definitions.put(
                "ink-wash",
                new StrokeSettings(
                        new int[] {0x14161a, 0x34383f, 0x666b72, 0xa2a49f, 0xd9d3c3, 0xf4efe2},
                        (x, y) -> 2.6 * waves(x, y),
                        (x, y) -> 0.25 + 0.85 * waves(1.6 * x, 1.6 * y + 0.3),
                        3,
                        18,
                        4,
                        0.16));
        definitions.put(
                "confetti-points",
                new StrokeSettings(
                        new int[] {0x2447a0, 0x2f9e77, 0xf2c230, 0xf07f2e, 0xd93a49, 0x7d3fa0, 0xf6efdc},
                        (x, y) -> 6 * waves(2 * x, 2 * y),
                        (x, y) -> waves(1.1 * x + 0.2, 1.4 * y),
                        3,
                        12,
                        0.4,
                        0.35));
        return definitions;
    }

    private static Picture draw(StrokeSettings settings, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(new Color(settings.palette()[settings.palette().length / 2]));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        double width = 2 * settings.width();
        for (int layer = 0; layer < settings.layers(); layer++) {
            width /= 2;
            int strokes = (int) (2.2 * WIDTH * HEIGHT / (width * width * (0.6 + 0.5 * settings.length())));
            for (int i = 0; i < strokes; i++) {
                drawStroke(graphics, settings, width * (0.7 + 0.6 * random.nextDouble()), random);
            }
        }
        graphics.dispose();
        return Picture.of(image);
    }

    /** Draws a stroke from a random start along the field, with darker and lighter bristles. */
    private static void drawStroke(
            Graphics2D graphics, StrokeSettings settings, double width, SplittableRandom random) {
        double x = random.nextDouble(-0.05, 1.05);
        double y = random.nextDouble(-0.05, 1.05);
        double shade =
                settings.shade().value(x, y) + settings.spread() * (random.nextDouble() + random.nextDouble() - 1);
        int steps = 5;
        double step = settings.length() * width / steps;
        double[] xs = new double[steps + 1];
        double[] ys = new double[steps + 1];
        xs[0] = x * WIDTH;
        ys[0] = y * HEIGHT;
        for (int i = 0; i < steps; i++) {
            double angle = settings.field().angle(xs[i] / WIDTH, ys[i] / HEIGHT);
            xs[i + 1] = xs[i] + step * Math.cos(angle);
            ys[i + 1] = ys[i] + step * Math.sin(angle);
        }
        double normal = settings.field().angle(x, y) + Math.PI / 2;
        for (int bristle = -2; bristle <= 2; bristle++) {
            Path2D path = new Path2D.Double();
            double dx = bristle * width / 5 * Math.cos(normal);
            double dy = bristle * width / 5 * Math.sin(normal);
            path.moveTo(xs[0] + dx, ys[0] + dy);
            for (int i = 1; i <= steps; i++) {
                path.lineTo(xs[i] + dx, ys[i] + dy);
            }
            graphics.setColor(
                    color(settings.palette(), shade, 0.05 * (random.nextDouble() - 0.5) * 2 + 0.015 * bristle));
            graphics.setStroke(
                    new BasicStroke((float) Math.max(1, width / 3.4), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(path);
        }
    }

    private static Color color(int[] palette, double shade, double brightness) {
        double position = Math.max(0, Math.min(0.9999, shade)) * (palette.length - 1);
        int i = (int) position;
        int[] rgb = new int[3];
        for (int c = 0; c < 3; c++) {
            int from = palette[i] >> (16 - 8 * c) & 0xff;
            int to = palette[i + 1] >> (16 - 8 * c) & 0xff;
            rgb[c] = (int) Math.max(0, Math.min(255, from + (position - i) * (to - from) + 255 * brightness));
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    /** Directions around two lights and along a stream. */
    private static double swirls(double x, double y) {
        double first = swirlAngle(x, y, 0.78, 0.24, 0.22);
        double second = swirlAngle(x, y, 0.28, 0.3, 0.16);
        double stream = 0.5 * Math.sin(7 * x - 4 * y);
        double nearFirst = glow(x, y, 0.78, 0.24, 0.3);
        double nearSecond = glow(x, y, 0.28, 0.3, 0.22);
        if (nearFirst > 0.3 && nearFirst >= nearSecond) {
            return first;
        }
        return nearSecond > 0.3 ? second : stream;
    }

    private static double swirlAngle(double x, double y, double centerX, double centerY, double size) {
        double distance = Math.hypot((x - centerX) * WIDTH / HEIGHT, y - centerY);
        return Math.atan2(y - centerY, (x - centerX) * WIDTH / HEIGHT) + Math.PI / 2 + 0.35 * distance / size;
    }

    private static double glow(double x, double y, double centerX, double centerY, double size) {
        double distance = Math.hypot((x - centerX) * WIDTH / HEIGHT, y - centerY);
        return Math.exp(-distance * distance / (size * size));
    }

    /** Smooth waves, 0 to 1. */
    private static double waves(double x, double y) {
        double sum = Math.sin(5.1 * x + 2.3 * y + 1)
                + 0.6 * Math.sin(-7.7 * x + 8.9 * y + 2)
                + 0.4 * Math.sin(13.1 * x + 11.7 * y)
                + 0.25 * Math.sin(-23 * x + 19 * y + 4);
        return 0.5 + sum / 4.5;
    }
}
