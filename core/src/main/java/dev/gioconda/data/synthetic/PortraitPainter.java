package dev.gioconda.data.synthetic;

import static dev.gioconda.data.synthetic.PortraitHead.clear;
import static dev.gioconda.data.synthetic.PortraitHead.mix;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Paints a portrait the way a painter does: from the background forwards, then light over everything. */
final class PortraitPainter {

    /** The columns of CelebA's frame. */
    static final int WIDTH = 178;
    /** The rows of CelebA's frame. */
    static final int HEIGHT = 218;

    private static final Color[] WALLS = {
        new Color(0xE8C9B5), new Color(0xA9C6C4), new Color(0xC7CFA8), new Color(0xC9BFDD), new Color(0xA8C3DE),
        new Color(0xE6CF96), new Color(0xE7E0D5), new Color(0x8FA3A8), new Color(0x6B7A8F), new Color(0xB98F86)
    };

    private PortraitPainter() {}

    /** A picture of 178 x 218, {@link BufferedImage#TYPE_INT_RGB}, before blur and grain. */
    static BufferedImage paint(Portrait portrait) {
        PortraitHead head = PortraitHead.of(portrait);
        PortraitFace face = new PortraitFace(head);
        PortraitHair hair = new PortraitHair(head);
        PortraitDress dress = new PortraitDress(head);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        paintWall(g, portrait.moment());
        var upright = g.getTransform();
        g.translate(portrait.moment().shiftX(), portrait.moment().shiftY());
        g.rotate(Math.toRadians(portrait.moment().roll()), PortraitHead.EYES_X, PortraitHead.EYES_Y);
        hair.paintBehind(g);
        paintNeck(g, head);
        dress.paintClothes(g);
        paintSkin(g, head);
        face.paintCheeks(g);
        hair.paintBeard(g);
        face.paintNose(g);
        face.paintMouth(g);
        face.paintEyes(g);
        face.paintBrows(g);
        hair.paintBefore(g);
        dress.paintGlasses(g);
        dress.paintHat(g);
        g.setTransform(upright);
        paintLight(g, portrait.moment());
        g.dispose();
        return image;
    }

    private static void paintWall(Graphics2D g, Portrait.Moment moment) {
        Color wall = WALLS[(int) (moment.hue() * WALLS.length)];
        g.setPaint(new GradientPaint(0, 0, mix(wall, Color.WHITE, 0.2), WIDTH, HEIGHT, mix(wall, Color.BLACK, 0.22)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        SplittableRandom random = new SplittableRandom(moment.film() + 2);
        int spots = random.nextInt(7);
        for (int i = 0; i < spots; i++) {
            double r = 14 + 34 * random.nextDouble();
            Color tone = random.nextInt(3) > 0 ? Color.WHITE : WALLS[random.nextInt(WALLS.length)];
            PortraitFace.glow(g, WIDTH * random.nextDouble(), HEIGHT * random.nextDouble(), r, clear(tone, 0.35));
        }
    }

    private static void paintNeck(Graphics2D g, PortraitHead head) {
        double x = head.x();
        double w = head.portrait().person().male() ? 25 : 20;
        Path2D neck = new Path2D.Double();
        neck.moveTo(x - w, 150);
        neck.curveTo(x - w, 185, x - w - 2, 194, x - w - 26, 204);
        neck.lineTo(x - 30, 222);
        neck.lineTo(x + 30, 222);
        neck.lineTo(x + w + 26, 204);
        neck.curveTo(x + w + 2, 194, x + w, 185, x + w, 150);
        neck.closePath();
        g.setPaint(new GradientPaint(0, 176, head.shade(0.55), 0, 208, head.shade(0.12)));
        g.fill(neck);
    }

    private static void paintSkin(Graphics2D g, PortraitHead head) {
        double c = head.cheek();
        double x = head.x();
        for (int side = -1; side <= 1; side += 2) {
            g.setColor(head.shade(0.2));
            g.fill(new Ellipse2D.Double(x + side * (c + 1) - 6, 104, 12, 25));
            g.setColor(head.shade(0.45));
            g.fill(new Ellipse2D.Double(x + side * (c + 2) - 3, 109, 6, 14));
        }
        Path2D outline = head.outline();
        double turn = head.portrait().moment().yaw() >= 0 ? 1 : -1;
        g.setPaint(new LinearGradientPaint(
                (float) (x - turn * c), 0, (float) (x + turn * c), 0, new float[] {0, 0.3f, 0.75f, 1}, new Color[] {
                    head.shade(0.30),
                    head.shade(0.03),
                    mix(head.portrait().person().skin(), Color.WHITE, 0.06),
                    head.shade(0.16)
                }));
        g.fill(outline);
        Shape clip = g.getClip();
        g.clip(outline);
        PortraitFace.glow(g, head.noseX(), 84, 34, clear(Color.WHITE, 0.2));
        PortraitFace.glow(g, x, head.chin() + 6, 30, clear(head.shade(0.8), 0.28));
        if (head.portrait().person().old()) {
            g.setColor(clear(head.shade(0.7), 0.28));
            g.setStroke(PortraitFace.round(1.1));
            for (int i = 0; i < 3; i++) {
                g.draw(new java.awt.geom.QuadCurve2D.Double(66 + i, 84 + 4 * i, 88, 82 + 4 * i, 110 - i, 84 + 4 * i));
            }
        }
        g.setClip(clip);
    }

    private static void paintLight(Graphics2D g, Portrait.Moment moment) {
        float dx = (float) (100 * Math.cos(moment.lightAngle()));
        float dy = (float) (100 * Math.sin(moment.lightAngle()));
        double strength = moment.light();
        g.setPaint(new LinearGradientPaint(89 - dx, 109 - dy, 89 + dx, 109 + dy, new float[] {0, 0.5f, 1}, new Color[] {
            clear(new Color(0xFFF3D8), 0.28 * strength),
            clear(new Color(0x806A60), 0.03),
            clear(new Color(0x141430), 0.34 * strength)
        }));
        g.fillRect(0, 0, WIDTH, HEIGHT);
    }
}
