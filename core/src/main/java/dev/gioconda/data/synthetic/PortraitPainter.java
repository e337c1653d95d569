package dev.gioconda.data.synthetic;

import static dev.gioconda.data.synthetic.PortraitHead.mix;
import static dev.gioconda.data.synthetic.PortraitHead.withAlpha;

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

/** Draws a portrait from back to front, then applies light. */
final class PortraitPainter {

    /** The columns of CelebA's frame. */
    static final int WIDTH = 178;
    /** The rows of CelebA's frame. */
    static final int HEIGHT = 218;

    private static final Color[] BACKGROUNDS = {
        new Color(0xE8C9B5), new Color(0xA9C6C4), new Color(0xC7CFA8), new Color(0xC9BFDD), new Color(0xA8C3DE),
        new Color(0xE6CF96), new Color(0xE7E0D5), new Color(0x8FA3A8), new Color(0x6B7A8F), new Color(0xB98F86)
    };

    private PortraitPainter() {}

    /** A picture of 178 x 218, {@link BufferedImage#TYPE_INT_RGB}, before blur and grain. */
    static BufferedImage paint(Portrait portrait) {
        PortraitHead head = PortraitHead.of(portrait);
        PortraitFace face = new PortraitFace(head);
        PortraitHair hair = new PortraitHair(head);
        PortraitClothing clothing = new PortraitClothing(head);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        paintBackground(g, portrait.scene());
        var upright = g.getTransform();
        g.translate(portrait.scene().shiftX(), portrait.scene().shiftY());
        g.rotate(Math.toRadians(portrait.scene().roll()), PortraitHead.EYES_X, PortraitHead.EYES_Y);
        hair.paintBack(g);
        paintNeck(g, head);
        clothing.paintClothes(g);
        paintSkin(g, head);
        face.paintCheeks(g);
        hair.paintBeard(g);
        face.paintNose(g);
        face.paintMouth(g);
        face.paintEyes(g);
        face.paintBrows(g);
        hair.paintFront(g);
        clothing.paintGlasses(g);
        clothing.paintHat(g);
        g.setTransform(upright);
        paintLight(g, portrait.scene());
        g.dispose();
        return image;
    }

    private static void paintBackground(Graphics2D g, Portrait.Scene scene) {
        Color background = BACKGROUNDS[(int) (scene.hue() * BACKGROUNDS.length)];
        g.setPaint(new GradientPaint(
                0, 0, mix(background, Color.WHITE, 0.2), WIDTH, HEIGHT, mix(background, Color.BLACK, 0.22)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        SplittableRandom random = new SplittableRandom(scene.noiseSeed() + 2);
        int spots = random.nextInt(7);
        for (int i = 0; i < spots; i++) {
            double r = 14 + 34 * random.nextDouble();
            Color tone = random.nextInt(3) > 0 ? Color.WHITE : BACKGROUNDS[random.nextInt(BACKGROUNDS.length)];
            PortraitFace.glow(g, WIDTH * random.nextDouble(), HEIGHT * random.nextDouble(), r, withAlpha(tone, 0.35));
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
        double turn = head.portrait().scene().yaw() >= 0 ? 1 : -1;
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
        PortraitFace.glow(g, head.noseX(), 84, 34, withAlpha(Color.WHITE, 0.2));
        PortraitFace.glow(g, x, head.chin() + 6, 30, withAlpha(head.shade(0.8), 0.28));
        if (head.portrait().person().old()) {
            g.setColor(withAlpha(head.shade(0.7), 0.28));
            g.setStroke(PortraitFace.round(1.1));
            for (int i = 0; i < 3; i++) {
                g.draw(new java.awt.geom.QuadCurve2D.Double(66 + i, 84 + 4 * i, 88, 82 + 4 * i, 110 - i, 84 + 4 * i));
            }
        }
        g.setClip(clip);
    }

    private static void paintLight(Graphics2D g, Portrait.Scene scene) {
        float dx = (float) (100 * Math.cos(scene.lightAngle()));
        float dy = (float) (100 * Math.sin(scene.lightAngle()));
        double strength = scene.light();
        g.setPaint(new LinearGradientPaint(89 - dx, 109 - dy, 89 + dx, 109 + dy, new float[] {0, 0.5f, 1}, new Color[] {
            withAlpha(new Color(0xFFF3D8), 0.28 * strength),
            withAlpha(new Color(0x806A60), 0.03),
            withAlpha(new Color(0x141430), 0.34 * strength)
        }));
        g.fillRect(0, 0, WIDTH, HEIGHT);
    }
}
