package dev.gioconda.data.synthetic;

import static dev.gioconda.data.synthetic.PortraitHead.mix;
import static dev.gioconda.data.synthetic.PortraitHead.withAlpha;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.geom.RoundRectangle2D;

/** Draws clothes, glasses and hats. */
final class PortraitClothing {

    private static final Color[] CLOTHING_COLORS = {
        new Color(0x2F4858),
        new Color(0x8C2F39),
        new Color(0xE9DCC9),
        new Color(0x4F6D4A),
        new Color(0x5D4A7A),
        new Color(0xD08C3F),
        new Color(0x2B2B2F),
        new Color(0x7FA6B8),
        new Color(0xC9756B)
    };

    private final PortraitHead head;
    private final Portrait.Scene scene;
    private final Color cloth;

    PortraitClothing(PortraitHead head) {
        this.head = head;
        this.scene = head.portrait().scene();
        this.cloth = CLOTHING_COLORS[(int) (scene.clothing() * CLOTHING_COLORS.length)];
    }

    void paintClothes(Graphics2D g) {
        double x = head.x();
        double wide = head.portrait().person().male() ? 78 : 66;
        Path2D shirt = new Path2D.Double();
        shirt.moveTo(x - wide - 14, 222);
        shirt.curveTo(x - wide, 204, x - 40, 199, x - 25, 193);
        shirt.quadTo(x, scene.clothing() * 100 % 2 < 1 ? 209 : 226, x + 25, 193);
        shirt.curveTo(x + 40, 199, x + wide, 204, x + wide + 14, 222);
        shirt.closePath();
        g.setPaint(new GradientPaint(0, 190, mix(cloth, Color.WHITE, 0.08), 0, 220, mix(cloth, Color.BLACK, 0.25)));
        g.fill(shirt);
        g.setColor(withAlpha(mix(cloth, Color.BLACK, 0.4), 0.5));
        g.setStroke(PortraitFace.round(1.5));
        g.draw(new QuadCurve2D.Double(x - 25, 193, x, scene.clothing() * 100 % 2 < 1 ? 209 : 226, x + 25, 193));
    }

    void paintGlasses(Graphics2D g) {
        if (!scene.glasses()) {
            return;
        }
        double y = PortraitHead.EYES_Y + 1;
        boolean round = scene.clothing() < 0.5;
        Color frame = scene.hue() < 0.6 ? new Color(0x201C1C) : new Color(0x7A4A2B);
        for (int side = -1; side <= 1; side += 2) {
            double x = PortraitHead.EYES_X + side * (PortraitHead.HALF_EYE_DISTANCE + 0.5);
            double w = round ? 14 : 15.5;
            double h = round ? 13 : 10.5;
            double corner = round ? 26 : 9;
            RoundRectangle2D glass = new RoundRectangle2D.Double(x - w, y - h, 2 * w, 2 * h, corner, corner);
            g.setColor(withAlpha(new Color(0xDDEAF2), 0.16));
            g.fill(glass);
            g.setColor(withAlpha(Color.WHITE, 0.35));
            g.setStroke(PortraitFace.round(1.6));
            g.draw(new Line2D.Double(x - w * 0.55, y + h * 0.1, x - w * 0.1, y - h * 0.6));
            g.setColor(frame);
            g.setStroke(PortraitFace.round(round ? 1.9 : 2.7));
            g.draw(glass);
            g.draw(new Line2D.Double(x + side * w, y - 3, head.x() + side * (head.cheek() - 0.5), y - 5));
        }
        g.draw(new QuadCurve2D.Double(
                PortraitHead.EYES_X - 5.5, y - 2, PortraitHead.EYES_X, y - 6, PortraitHead.EYES_X + 5.5, y - 2));
    }

    void paintHat(Graphics2D g) {
        switch (scene.hat()) {
            case NONE -> {}
            case BEANIE -> paintBeanie(g);
            case CAP -> paintCap(g);
            case STRAW -> paintStraw(g);
        }
    }

    private Path2D dome(double out, double height, double brim) {
        double x = head.x();
        double w = head.cheek() + out;
        Path2D dome = new Path2D.Double();
        dome.moveTo(x - w, brim);
        dome.curveTo(x - w, brim - 34, x - w * 0.7, head.top() - height, x, head.top() - height);
        dome.curveTo(x + w * 0.7, head.top() - height, x + w, brim - 34, x + w, brim);
        dome.quadTo(x, brim - 12, x - w, brim);
        dome.closePath();
        return dome;
    }

    private void paintBeanie(Graphics2D g) {
        Color wool = CLOTHING_COLORS[(int) (scene.hue() * CLOTHING_COLORS.length)];
        double x = head.x();
        double w = head.cheek() + 6;
        g.setPaint(new GradientPaint(0, 38, mix(wool, Color.WHITE, 0.15), 0, 92, mix(wool, Color.BLACK, 0.2)));
        g.fill(dome(5, 17, 90));
        Path2D band = new Path2D.Double();
        band.moveTo(x - w, 97);
        band.quadTo(x, 80, x + w, 97);
        band.lineTo(x + w - 1, 80);
        band.quadTo(x, 63, x - w + 1, 80);
        band.closePath();
        g.setColor(mix(wool, Color.WHITE, 0.12));
        g.fill(band);
        g.setColor(withAlpha(mix(wool, Color.BLACK, 0.5), 0.3));
        g.setStroke(PortraitFace.round(1.3));
        for (int i = -6; i <= 6; i++) {
            double bx = x + i * w / 6.8;
            double sag = 8.5 * (1 - (i / 6.8) * (i / 6.8));
            g.draw(new Line2D.Double(bx, 96 - sag, bx, 81 - sag));
        }
    }

    private void paintCap(Graphics2D g) {
        Color felt = CLOTHING_COLORS[(int) (scene.hue() * CLOTHING_COLORS.length)];
        double x = head.x();
        double w = head.cheek();
        g.setPaint(new GradientPaint(0, 40, mix(felt, Color.WHITE, 0.18), 0, 90, mix(felt, Color.BLACK, 0.15)));
        g.fill(dome(3, 13, 86));
        g.setColor(withAlpha(mix(felt, Color.BLACK, 0.5), 0.4));
        g.setStroke(PortraitFace.round(1.2));
        g.draw(new QuadCurve2D.Double(x, head.top() - 13, x + 1, 60, x, 80));
        Path2D peak = new Path2D.Double();
        peak.moveTo(x - w - 2, 86);
        peak.curveTo(x - w * 0.5, 74, x + w * 0.5, 74, x + w + 2, 86);
        peak.curveTo(x + w * 0.6, 97, x - w * 0.6, 97, x - w - 2, 86);
        peak.closePath();
        g.setPaint(new GradientPaint(0, 76, mix(felt, Color.BLACK, 0.1), 0, 95, mix(felt, Color.BLACK, 0.45)));
        g.fill(peak);
    }

    private void paintStraw(Graphics2D g) {
        Color straw = new Color(0xE3C68B);
        double x = head.x();
        double w = head.cheek();
        g.setPaint(new GradientPaint(0, 66, mix(straw, Color.BLACK, 0.12), 0, 96, mix(straw, Color.BLACK, 0.3)));
        g.fill(new Ellipse2D.Double(x - w - 34, 68, 2 * w + 68, 25));
        g.setPaint(new GradientPaint(0, 40, mix(straw, Color.WHITE, 0.25), 0, 84, straw));
        g.fill(dome(-1, 15, 86));
        Path2D ribbon = new Path2D.Double();
        ribbon.moveTo(x - w + 1, 86);
        ribbon.quadTo(x, 74, x + w - 1, 86);
        ribbon.lineTo(x + w - 1, 76);
        ribbon.quadTo(x, 64, x - w + 1, 76);
        ribbon.closePath();
        g.setColor(cloth);
        g.fill(ribbon);
    }
}
