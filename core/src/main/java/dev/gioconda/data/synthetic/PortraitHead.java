package dev.gioconda.data.synthetic;

import java.awt.Color;
import java.awt.geom.Path2D;

/**
 * The geometry of a portrait's head, in pixels of CelebA's frame: the eyes are at the positions of CelebA's alignment,
 * and yaw moves the outline in one direction and the nose in the other.
 *
 * @param portrait the parameters
 * @param x the head's middle column
 * @param top the crown's row
 */
record PortraitHead(Portrait portrait, double x, double top) {

    /** The column between the eyes. */
    static final double EYES_X = 88;
    /** The eyes' row. */
    static final double EYES_Y = 111;
    /** Half the distance between the eyes. */
    static final double HALF_EYE_DISTANCE = 19;

    static PortraitHead of(Portrait portrait) {
        return new PortraitHead(
                portrait,
                EYES_X - 3.5 * portrait.scene().yaw(),
                59 + 2 * portrait.scene().pitch());
    }

    double cheek() {
        return portrait.person().cheek();
    }

    double chin() {
        double jawDrop = 4
                * portrait.scene().mouthOpen()
                * (1 - 0.5 * Math.max(0, portrait.scene().smile()));
        return portrait.person().chin() + jawDrop + 2 * portrait.scene().pitch();
    }

    double noseX() {
        return EYES_X + 3.5 * portrait.scene().yaw();
    }

    double noseY() {
        return 136 + 2.5 * portrait.scene().pitch();
    }

    double mouthX() {
        return EYES_X + 2.2 * portrait.scene().yaw();
    }

    double mouthY() {
        return 154.5 + 2.5 * portrait.scene().pitch();
    }

    /** The outline from crown to chin and back. */
    Path2D outline() {
        double c = cheek();
        double j = portrait.person().jaw();
        double chin = chin();
        Path2D path = new Path2D.Double();
        path.moveTo(x, top);
        path.curveTo(x + 0.72 * c, top, x + c, top + 25, x + c, 112);
        path.curveTo(x + c, 134, x + j + 4, 149, x + 0.84 * j, 162);
        path.curveTo(x + 0.62 * j, chin - 4, x + 0.34 * j, chin, x, chin);
        path.curveTo(x - 0.34 * j, chin, x - 0.62 * j, chin - 4, x - 0.84 * j, 162);
        path.curveTo(x - j - 4, 149, x - c, 134, x - c, 112);
        path.curveTo(x - c, top + 25, x - 0.72 * c, top, x, top);
        path.closePath();
        return path;
    }

    /** Shaded skin: darker and redder. */
    Color shade(double amount) {
        Color skin = portrait.person().skin();
        return mix(
                skin,
                new Color((int) (skin.getRed() * 0.62), (int) (skin.getGreen() * 0.42), (int) (skin.getBlue() * 0.38)),
                amount);
    }

    static Color mix(Color a, Color b, double share) {
        return new Color(
                (int) Math.round(a.getRed() + (b.getRed() - a.getRed()) * share),
                (int) Math.round(a.getGreen() + (b.getGreen() - a.getGreen()) * share),
                (int) Math.round(a.getBlue() + (b.getBlue() - a.getBlue()) * share));
    }

    static Color withAlpha(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * alpha));
    }
}
