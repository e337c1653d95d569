package dev.gioconda.face.cascade;

import dev.gioconda.image.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** A drawn face with the contrasts that frontal cascades detect. */
final class DrawnFaceFixture {
    private DrawnFaceFixture() {}

    /** A face of this width around (x, y). */
    static Picture draw(int width, int height, double x, double y, double face) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(new Color(90, 110, 130));
        g.fillRect(0, 0, width, height);
        g.translate(x, y);
        g.scale(face, face);
        fill(g, new Color(60, 40, 30), 0, -0.25, 1.2, 1.3);
        fill(g, new Color(225, 185, 160), 0, 0, 1, 1.3);
        for (int side = -1; side <= 1; side += 2) {
            fill(g, new Color(165, 120, 100), side * 0.2, -0.17, 0.28, 0.2);
            fill(g, new Color(240, 240, 240), side * 0.2, -0.15, 0.2, 0.1);
            fill(g, new Color(40, 30, 30), side * 0.2, -0.15, 0.1, 0.1);
            fill(g, new Color(70, 50, 40), side * 0.2, -0.27, 0.26, 0.05);
        }
        fill(g, new Color(240, 205, 180), 0, 0.0, 0.1, 0.4);
        fill(g, new Color(180, 130, 110), 0, 0.16, 0.2, 0.06);
        g.setColor(new Color(140, 60, 60));
        g.setStroke(new BasicStroke(0.07f));
        g.draw(new Arc2D.Double(-0.2, 0.15, 0.4, 0.25, 200, 140, Arc2D.OPEN));
        g.dispose();
        return Picture.of(image);
    }

    private static void fill(Graphics2D g, Color color, double x, double y, double width, double height) {
        g.setColor(color);
        g.fill(new Ellipse2D.Double(x - width / 2, y - height / 2, width, height));
    }
}
