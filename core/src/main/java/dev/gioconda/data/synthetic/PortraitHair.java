package dev.gioconda.data.synthetic;

import static dev.gioconda.data.synthetic.PortraitHead.mix;
import static dev.gioconda.data.synthetic.PortraitHead.withAlpha;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.util.SplittableRandom;

/** Draws hair behind and in front of the face, and the beard. */
final class PortraitHair {

    private final PortraitHead head;
    private final Portrait.Person person;
    private final boolean wearsHat;
    private final double x;
    private final double c;
    private final double rise;

    PortraitHair(PortraitHead head) {
        this.head = head;
        this.person = head.portrait().person();
        this.wearsHat = head.portrait().scene().hat() != Portrait.Hat.NONE;
        this.x = head.x();
        this.c = head.cheek();
        this.rise = wearsHat ? 2 : person.male() ? 10 : 13;
    }

    void paintBack(Graphics2D g) {
        if (person.hairStyle() != Portrait.HairStyle.BOB && person.hairStyle() != Portrait.HairStyle.LONG) {
            return;
        }
        boolean isLong = person.hairStyle() == Portrait.HairStyle.LONG;
        double bottom = isLong ? 226 : 172;
        double out = c + (isLong ? 15 : 13) + 6 * person.wave();
        Path2D back = new Path2D.Double();
        back.moveTo(x, head.top() - rise);
        back.curveTo(x + c, head.top() - rise, x + c + 9, 92, x + out - 4, 128);
        back.curveTo(x + out + 3, 150, x + out + 1, bottom - 12, x + out - 6, bottom);
        back.lineTo(x - out + 6, bottom);
        back.curveTo(x - out - 1, bottom - 12, x - out - 3, 150, x - out + 4, 128);
        back.curveTo(x - c - 9, 92, x - c, head.top() - rise, x, head.top() - rise);
        back.closePath();
        g.setPaint(sheen(-0.28));
        g.fill(back);
    }

    void paintFront(Graphics2D g) {
        if (person.hairStyle() == Portrait.HairStyle.BALD) {
            return;
        }
        Path2D cap = cap();
        g.setPaint(sheen(0));
        g.fill(cap);
        Shape clip = g.getClip();
        g.clip(cap);
        strands(g);
        g.setClip(clip);
        if (person.hairStyle() == Portrait.HairStyle.BOB || person.hairStyle() == Portrait.HairStyle.LONG) {
            double bottom = person.hairStyle() == Portrait.HairStyle.LONG ? 224 : 168;
            lock(g, -1, bottom);
            lock(g, 1, bottom);
        }
    }

    /** The hair on top: between the outline of the head with its hair and the hairline. */
    private Path2D cap() {
        double side = person.hairStyle() == Portrait.HairStyle.SHORT ? 116 : 124;
        double line = wearsHat ? 78 : person.male() ? 80 : 79;
        double out = c + (person.hairStyle() == Portrait.HairStyle.SHORT ? 2.5 : 7);
        double part = person.wave() > 0.5 ? 14 : -14;
        Path2D cap = new Path2D.Double();
        cap.moveTo(x - out + 1, side);
        cap.curveTo(x - out - 3, 84, x - c * 0.9, head.top() - rise, x, head.top() - rise);
        cap.curveTo(x + c * 0.9, head.top() - rise, x + out + 3, 84, x + out - 1, side);
        if (person.hairStyle() == Portrait.HairStyle.SHORT) {
            cap.lineTo(x + c - 4, side - 2);
        }
        cap.curveTo(x + c - 1, 100, x + c - 6, 96, x + c - 8, 91);
        if (person.bangs() && !wearsHat) {
            cap.quadTo(x + c - 14, 99, x + 22, 95);
            cap.quadTo(x + 14, 99, x + 7, 94.5);
            cap.quadTo(x - 2, 98, x - 10, 94.5);
            cap.quadTo(x - 18, 99, x - 25, 95);
            cap.quadTo(x - c + 12, 99, x - c + 8, 92);
        } else {
            cap.curveTo(x + c - 12, 82, x + part + 12, line, x + part, line - 3);
            cap.curveTo(x + part - 12, line, x - c + 12, 82, x - c + 8, 91);
        }
        cap.curveTo(
                x - c + 6,
                96,
                x - c + 1,
                100,
                x - c + (person.hairStyle() == Portrait.HairStyle.SHORT ? 4 : 0),
                side - 2);
        cap.closePath();
        return cap;
    }

    private void strands(Graphics2D g) {
        SplittableRandom random = new SplittableRandom(head.portrait().scene().noiseSeed());
        g.setStroke(PortraitFace.round(1.2));
        for (int i = 0; i < 16; i++) {
            double start = x + (random.nextDouble() - 0.5) * 16;
            double end = x + (i / 7.5 - 1) * (c + 4);
            Color tone = random.nextBoolean() ? Color.WHITE : Color.BLACK;
            g.setColor(withAlpha(mix(person.hairColor().color, tone, 0.45), 0.28));
            g.draw(new QuadCurve2D.Double(
                    start, head.top() - rise + 2, (start + 2 * end) / 3, 68 + 6 * random.nextDouble(), end, 100));
        }
    }

    /** A strand of hair beside the face that covers the ear and the edge of the cheek. */
    private void lock(Graphics2D g, int side, double bottom) {
        double swing = 3 + 5 * person.wave();
        double edge = c + 10 + 5 * person.wave();
        Path2D lock = new Path2D.Double();
        lock.moveTo(x + side * (c - 9), 88);
        lock.curveTo(x + side * (c + 1), 104, x + side * (c - 4), 122, x + side * (c - 2), 136);
        lock.curveTo(x + side * (c + swing), 156, x + side * (c - 5), 172, x + side * (c - 1), bottom);
        lock.lineTo(x + side * (edge + 2), bottom);
        lock.curveTo(x + side * (edge + swing), bottom - 26, x + side * (edge + 3), 140, x + side * (edge - 1), 120);
        lock.curveTo(x + side * (c + 7), 96, x + side * (c + 4), 84, x + side * (c - 9), 80);
        lock.closePath();
        g.setPaint(sheen(-0.06));
        g.fill(lock);
        g.setStroke(PortraitFace.round(1.2));
        for (int i = 1; i < 4; i++) {
            double at = c + i * (edge - c) / 4;
            g.setColor(withAlpha(mix(person.hairColor().color, i == 2 ? Color.WHITE : Color.BLACK, 0.4), 0.3));
            g.draw(new QuadCurve2D.Double(
                    x + side * (at - 5), 98, x + side * (at + swing * 0.6), 140, x + side * at, bottom));
        }
    }

    void paintBeard(Graphics2D g) {
        if (person.beard() == Portrait.Beard.NONE) {
            return;
        }
        double mx = head.mouthX();
        double my = head.mouthY();
        Color hair = person.hairStyle() == Portrait.HairStyle.BALD
                ? Portrait.HairColor.BROWN.color
                : person.hairColor().color;
        Color color = mix(hair, head.shade(1), 0.18);
        Shape clip = g.getClip();
        g.clip(head.outline());
        boolean full = person.beard() == Portrait.Beard.FULL;
        double w = full ? c + 4 : 19;
        double start = full ? 118 : my - 9;
        Path2D beard = new Path2D.Double();
        beard.moveTo(full ? x - w : mx - 20, start);
        if (full) {
            beard.curveTo(x - c + 6, 136, mx - 30, 150, mx - 20, my - 9);
        }
        beard.quadTo(mx - 8, my - 15, mx, my - 12);
        beard.quadTo(mx + 8, my - 15, mx + 20, my - 9);
        if (full) {
            beard.curveTo(mx + 30, 150, x + c - 6, 136, x + w, start);
        }
        if (full) {
            beard.lineTo(x + w, 200);
            beard.lineTo(x - w, 200);
        } else {
            beard.curveTo(mx + 25, my + 8, x + 15, head.chin() + 1, x, head.chin() + 1);
            beard.curveTo(x - 15, head.chin() + 1, mx - 25, my + 8, mx - 20, my - 9);
        }
        beard.closePath();
        g.setPaint(withAlpha(color, 0.9));
        g.fill(beard);
        SplittableRandom random = new SplittableRandom(head.portrait().scene().noiseSeed() + 1);
        g.clip(beard);
        g.setStroke(PortraitFace.round(0.9));
        for (int i = 0; i < 45; i++) {
            double bx = x + (random.nextDouble() - 0.5) * 2 * w;
            double by = start + random.nextDouble() * (190 - start);
            g.setColor(withAlpha(mix(color, random.nextBoolean() ? Color.WHITE : Color.BLACK, 0.4), 0.35));
            g.draw(new QuadCurve2D.Double(bx, by, bx + 0.5, by + 3, bx + (bx - x) * 0.04, by + 6));
        }
        g.setClip(clip);
    }

    private Paint sheen(double darker) {
        Color base = mix(person.hairColor().color, Color.BLACK, Math.max(0, -darker));
        return new LinearGradientPaint(
                0, (float) (head.top() - rise), 0, 200, new float[] {0, 0.14f, 0.34f, 1}, new Color[] {
                    base, mix(base, Color.WHITE, 0.2), base, mix(base, Color.BLACK, 0.25)
                });
    }
}
