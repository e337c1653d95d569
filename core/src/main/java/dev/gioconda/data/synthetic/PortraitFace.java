package dev.gioconda.data.synthetic;

import static dev.gioconda.data.synthetic.PortraitHead.mix;
import static dev.gioconda.data.synthetic.PortraitHead.withAlpha;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;

/** Draws eyes, brows, nose, cheeks and mouth. */
final class PortraitFace {

    private static final Color TEETH = new Color(0xF8F3EC);
    private static final Color MOUTH = new Color(0x5A1F22);
    private static final Color TONGUE = new Color(0xC4666A);

    private final PortraitHead head;
    private final Portrait.Person person;
    private final Portrait.Scene scene;
    private final double joy;

    PortraitFace(PortraitHead head) {
        this.head = head;
        this.person = head.portrait().person();
        this.scene = head.portrait().scene();
        this.joy = Math.max(0, scene.smile());
    }

    void paintCheeks(Graphics2D g) {
        double y = 139 - 3 * joy;
        Color blush = mix(person.skin(), new Color(0xD8574F), 0.5);
        for (int side = -1; side <= 1; side += 2) {
            double x = head.mouthX() + side * 26;
            glow(g, x, y, 15, withAlpha(blush, person.male() ? 0.22 : 0.36));
            glow(g, x + side, y - 6, 8, withAlpha(Color.WHITE, 0.10 + 0.08 * joy));
            if (joy > 0.05 || person.old()) {
                double fold = Math.max(joy, person.old() ? 0.35 : 0);
                g.setColor(withAlpha(head.shade(0.75), 0.55 * fold));
                g.setStroke(round(1.4));
                double out = mouthHalfWidth() + 3.5;
                g.draw(new QuadCurve2D.Double(
                        head.noseX() + side * 9, head.noseY() - 1,
                        head.mouthX() + side * (out + 2), head.mouthY() - 10,
                        head.mouthX() + side * out, head.mouthY() - 2 - 4 * joy));
            }
        }
    }

    void paintEyes(Graphics2D g) {
        for (int side = -1; side <= 1; side += 2) {
            paintEye(g, PortraitHead.EYES_X + side * PortraitHead.HALF_EYE_DISTANCE, PortraitHead.EYES_Y, side);
        }
    }

    private void paintEye(Graphics2D g, double x, double y, int side) {
        double w = 8.6;
        double up = 8.4 - 1.2 * joy - (person.old() ? 0.8 : 0);
        double low = 6.4 - 3.6 * joy;
        glow(g, x, y - 3, 14, withAlpha(head.shade(0.8), 0.22));
        Path2D lens = new Path2D.Double();
        lens.moveTo(x - w, y + (side < 0 ? -0.6 : 0.8));
        lens.quadTo(x, y - up, x + w, y + (side < 0 ? 0.8 : -0.6));
        lens.quadTo(x, y + low, x - w, y + (side < 0 ? -0.6 : 0.8));
        g.setColor(new Color(0xFAF6F1));
        g.fill(lens);
        Shape clip = g.getClip();
        g.clip(lens);
        double ix = x + 1.4 * scene.yaw();
        disc(g, ix, y - 0.2, 4.5, mix(person.iris(), Color.BLACK, 0.45));
        disc(g, ix, y - 0.2, 3.8, person.iris());
        disc(g, ix, y - 0.2, 2, new Color(0x15100E));
        g.setColor(withAlpha(new Color(0x3A2A26), 0.25));
        g.fill(new Ellipse2D.Double(x - w, y - up - 1.4, 2 * w, up));
        g.setClip(clip);
        disc(g, ix + 1.4, y - 1.8, 1.2, withAlpha(Color.WHITE, 0.95));
        g.setColor(withAlpha(new Color(0x2B1C18), 0.9));
        g.setStroke(round(person.male() ? 1.4 : 2.1));
        g.draw(new QuadCurve2D.Double(
                x - w, y + (side < 0 ? -0.6 : 0.8), x, y - up, x + w, y + (side < 0 ? 0.8 : -0.6)));
        if (!person.male()) {
            g.setStroke(round(1.5));
            g.draw(new QuadCurve2D.Double(
                    x + side * w, y - 0.6, x + side * (w + 1.5), y - 1, x + side * (w + 3), y - 3));
        }
        g.setColor(withAlpha(head.shade(0.9), 0.5));
        g.setStroke(round(1));
        g.draw(new QuadCurve2D.Double(x - w + 1, y - 5.4, x, y - up - 3.4, x + w - 1, y - 5.4));
        g.setColor(withAlpha(head.shade(0.8), 0.25 + 0.35 * joy));
        g.draw(new QuadCurve2D.Double(x - w + 2, y + 4.2, x, y + 6.6 - 1.2 * joy, x + w - 2, y + 4.2));
    }

    void paintBrows(Graphics2D g) {
        Color hair = person.hairStyle() == Portrait.HairStyle.BALD
                ? Portrait.HairColor.BROWN.color
                : person.hairColor().color;
        g.setColor(withAlpha(mix(hair, head.shade(1), 0.35), 0.92));
        double lift = 1.6 * scene.mouthOpen() * (1 - joy) + joy;
        double frown = Math.max(0, -scene.smile());
        for (int side = -1; side <= 1; side += 2) {
            double x = PortraitHead.EYES_X + side * PortraitHead.HALF_EYE_DISTANCE;
            double y = 98.5 - lift;
            Path2D brow = new Path2D.Double();
            brow.moveTo(x - side * 9.5, y + 1.5 * frown + person.brow() * 0.4);
            brow.quadTo(x + side, y - 5.5, x + side * 12, y + 2.4);
            brow.quadTo(
                    x + side,
                    y - 5.5 + 1.7 * person.brow(),
                    x - side * 9.5,
                    y + 1.5 * frown - person.brow() * 0.4 + person.brow());
            brow.closePath();
            g.fill(brow);
        }
    }

    void paintNose(Graphics2D g) {
        double x = head.noseX();
        double y = head.noseY();
        double w = 7 * person.nose() + 0.8 * joy;
        double lit = scene.yaw() >= 0 ? -1 : 1;
        glow(g, x - lit * 4.5, y - 8, 10, withAlpha(head.shade(0.7), 0.25));
        glow(g, x + lit, y - 5, 6, withAlpha(Color.WHITE, 0.3));
        g.setColor(withAlpha(head.shade(0.85), 0.65));
        g.setStroke(round(1.5));
        Path2D base = new Path2D.Double();
        base.moveTo(x - w, y - 2.5);
        base.curveTo(x - w - 1, y + 1.6, x - w * 0.5, y + 1.4, x - w * 0.36, y + 1);
        base.curveTo(x - 1.6, y + 3, x + 1.6, y + 3, x + w * 0.36, y + 1);
        base.curveTo(x + w * 0.5, y + 1.4, x + w + 1, y + 1.6, x + w, y - 2.5);
        g.draw(base);
        g.setColor(withAlpha(head.shade(0.6), 0.35));
        g.setStroke(round(1.3));
        double bridge = PortraitHead.EYES_X - lit * 4;
        g.draw(new QuadCurve2D.Double(bridge, 106, bridge + lit * 0.5, 121, x - lit * w * 0.75, y - 6));
    }

    void paintMouth(Graphics2D g) {
        double x = head.mouthX();
        double y = head.mouthY();
        double w = mouthHalfWidth();
        double corner = -(scene.smile() > 0 ? 6.2 : 4.2) * scene.smile();
        double left = y + corner * (1 + scene.skew());
        double right = y + corner * (1 - scene.skew());
        double bow = (scene.smile() > 0 ? 3.4 : 2.2) * scene.smile();
        Color lip = mix(head.shade(0.35), new Color(0xB8323C), person.male() ? 0.28 : 0.55);
        double full = 2.4 + 3.2 * Math.max(0, person.lips());
        double gap = 17 * scene.mouthOpen() * (0.75 + 0.35 * joy);
        glow(g, x, y + bow + full + gap / 2 + 5, 11, withAlpha(head.shade(0.8), 0.3));

        Path2D upper = new Path2D.Double();
        upper.moveTo(x - w, left);
        upper.curveTo(x - w * 0.5, y + bow - full, x - 3, y + bow - full - 1.2, x, y + bow - full + 0.8);
        upper.curveTo(x + 3, y + bow - full - 1.2, x + w * 0.5, y + bow - full, x + w, right);
        upper.quadTo(x, y + 2 * bow + 0.8, x - w, left);
        Path2D lower = new Path2D.Double();
        lower.moveTo(x - w, left);
        lower.quadTo(x, y + 2 * bow + 2 * gap * 0.6, x + w, right);
        lower.curveTo(x + w * 0.6, y + bow + gap + full * 1.7, x - w * 0.6, y + bow + gap + full * 1.7, x - w, left);
        if (scene.mouthOpen() > 0) {
            paintInside(g, x, y, w, left, right, bow, gap);
        }
        g.setColor(lip);
        g.fill(upper);
        g.setColor(mix(lip, Color.WHITE, 0.12));
        g.fill(lower);
        glow(g, x + 2, y + bow + gap + full * 0.75, 5, withAlpha(Color.WHITE, person.male() ? 0.12 : 0.28));
        if (scene.mouthOpen() == 0) {
            g.setColor(withAlpha(mix(lip, Color.BLACK, 0.55), 0.85));
            g.setStroke(round(1.5));
            g.draw(new QuadCurve2D.Double(x - w - 0.5, left, x, y + 2 * bow + 0.6, x + w + 0.5, right));
        }
        g.setColor(withAlpha(head.shade(0.95), 0.45));
        g.setStroke(round(1.6));
        g.draw(new QuadCurve2D.Double(x - w - 1.8, left - 1, x - w - 0.8, left + 0.8, x - w + 0.5, left + 0.2));
        g.draw(new QuadCurve2D.Double(x + w + 1.8, right - 1, x + w + 0.8, right + 0.8, x + w - 0.5, right + 0.2));
    }

    private void paintInside(
            Graphics2D g, double x, double y, double w, double left, double right, double bow, double gap) {
        Path2D inside = new Path2D.Double();
        inside.moveTo(x - w, left);
        inside.quadTo(x, y + 2 * bow - 0.4, x + w, right);
        inside.quadTo(x, y + 2 * bow + 2 * gap * 0.7, x - w, left);
        g.setColor(MOUTH);
        g.fill(inside);
        Shape clip = g.getClip();
        g.clip(inside);
        g.setColor(TONGUE);
        g.fill(new Ellipse2D.Double(x - w * 0.55, y + bow + gap * 0.62, w * 1.1, gap));
        Path2D teeth = new Path2D.Double();
        double band = 3 + gap * 0.3 * (0.5 + joy);
        teeth.moveTo(x - w, left - 3);
        teeth.quadTo(x, y + 2 * bow - 4, x + w, right - 3);
        teeth.lineTo(x + w * 0.9, right + band * 0.7);
        teeth.quadTo(x, y + 2 * bow + 2 * band - 1, x - w * 0.9, left + band * 0.7);
        teeth.closePath();
        g.setColor(TEETH);
        g.fill(teeth);
        g.setClip(clip);
    }

    private double mouthHalfWidth() {
        return 14.5 + (person.male() ? 1 : 0) + 6 * joy - 2.5 * scene.mouthOpen() * (1 - joy);
    }

    /** A radial gradient that is transparent at {@code radius}. */
    static void glow(Graphics2D g, double x, double y, double radius, Color color) {
        g.setPaint(new RadialGradientPaint(
                new Point2D.Double(x, y), (float) radius, new float[] {0, 1}, new Color[] {color, withAlpha(color, 0)
                }));
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    private static void disc(Graphics2D g, double x, double y, double radius, Color color) {
        g.setColor(color);
        g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    static BasicStroke round(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }
}
