package dev.gioconda.data.synthetic;

import java.awt.Color;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that decides how one synthetic portrait looks; a pure function of seed and index. Lengths are pixels of CelebA's
 * frame, everything else is -1 to 1 or 0 to 1.
 *
 * @param person who it is: the same in all pictures of a person
 * @param moment how the person was met in this picture
 */
record Portrait(Person person, Moment moment) {

    /** How many pictures in a row are of one person. */
    static final int PER_PERSON = 4;

    /** The labels in the order of {@link #labels()}: those of CelebA's forty that the painter really paints. */
    static final List<String> ATTRIBUTES = List.of(
            "Bald",
            "Bangs",
            "Black_Hair",
            "Blond_Hair",
            "Brown_Hair",
            "Eyeglasses",
            "Gray_Hair",
            "Male",
            "Mouth_Slightly_Open",
            "No_Beard",
            "Pale_Skin",
            "Smiling",
            "Wearing_Hat");

    /** Mouths from here on are called a smile; none is painted so near to it that people would argue. */
    static final double SMILES = 0.12;

    private static final Color[] SKINS = {
        new Color(0xFBE6DA), new Color(0xF5D2B8), new Color(0xECBF9C), new Color(0xDDA77F),
        new Color(0xC08A63), new Color(0x9A6747), new Color(0x774C35), new Color(0x5C3A2A)
    };
    private static final Color[] IRISES = {
        new Color(0x4A3222), new Color(0x5B3D26), new Color(0x6E7F4E), new Color(0x4F7FA3), new Color(0x6C8792)
    };

    /** Hair colours; {@code AUBURN} has no attribute of its own in CelebA. */
    enum Hair {
        BLACK(0x27211F),
        BROWN(0x5A3A26),
        BLOND(0xDDB768),
        GRAY(0xB4B2AF),
        AUBURN(0x8E3F22);

        final Color color;

        Hair(int rgb) {
            color = new Color(rgb);
        }
    }

    /** How the hair is worn. */
    enum Cut {
        BALD,
        SHORT,
        BOB,
        LONG
    }

    /** How the beard is worn. */
    enum Beard {
        NONE,
        GOATEE,
        FULL
    }

    /** What is on the head. */
    enum Hat {
        NONE,
        BEANIE,
        CAP,
        STRAW
    }

    /**
     * Who it is.
     *
     * @param cheek half the width of the head
     * @param jaw half the width of the jaw
     * @param chin the chin's row
     * @param brow thickness of the eyebrows
     * @param lips fullness of the lips, 0 to 1
     * @param wave how curly the hair is, 0 to 1
     */
    record Person(
            boolean male,
            int skinTone,
            Color skin,
            Color iris,
            Hair hair,
            Cut cut,
            boolean bangs,
            Beard beard,
            boolean shortSighted,
            boolean old,
            double cheek,
            double jaw,
            double chin,
            double brow,
            double nose,
            double lips,
            double wave) {

        static Person of(SplittableRandom random) {
            boolean male = random.nextDouble() < 0.45;
            boolean old = random.nextDouble() < 0.2;
            int tone = (int) Math.min(7, 8 * Math.pow(random.nextDouble(), 1.3));
            double h = random.nextDouble();
            boolean dark = tone > 4;
            Hair hair = old && h < 0.7
                    ? Hair.GRAY
                    : h < (dark ? 0.75 : 0.25)
                            ? Hair.BLACK
                            : h < (dark ? 0.97 : 0.58)
                                    ? Hair.BROWN
                                    : h < 0.88 && !dark ? Hair.BLOND : dark ? Hair.BROWN : Hair.AUBURN;
            double c = random.nextDouble();
            Cut cut = male
                    ? (c < 0.15 ? Cut.BALD : c < 0.88 ? Cut.SHORT : c < 0.95 ? Cut.BOB : Cut.LONG)
                    : (c < 0.02 ? Cut.BALD : c < 0.14 ? Cut.SHORT : c < 0.42 ? Cut.BOB : Cut.LONG);
            boolean bangs = cut != Cut.BALD && random.nextDouble() < (male ? 0.15 : 0.35);
            double b = random.nextDouble();
            Beard beard = !male || b < 0.6 ? Beard.NONE : b < 0.75 ? Beard.GOATEE : Beard.FULL;
            Color iris = IRISES[dark ? random.nextInt(2) : random.nextInt(IRISES.length)];
            return new Person(
                    male,
                    tone,
                    SKINS[tone],
                    iris,
                    hair,
                    cut,
                    bangs,
                    beard,
                    random.nextDouble() < (old ? 0.45 : 0.2),
                    old,
                    (male ? 43.5 : 42) + between(random, -2, 2),
                    (male ? 36.5 : 32.5) + between(random, -2.5, 2.5),
                    (male ? 182 : 177.5) + between(random, -4, 4),
                    (male ? 4 : 2.6) + between(random, -0.7, 0.8),
                    (male ? 1.08 : 0.95) + between(random, -0.12, 0.12),
                    (male ? 0.3 : 0.65) + between(random, -0.25, 0.3),
                    random.nextDouble());
        }
    }

    /**
     * How the person was met.
     *
     * @param smile -1 frown to 1 grin
     * @param open how far the mouth is open: 0 closed, else 0.25 to 1
     * @param yaw head turned to the left or right, -1 to 1
     * @param pitch head down or up, -1 to 1
     * @param roll degrees
     * @param hue the background's place in its palette, 0 to 1
     * @param film seeds brush strokes and grain
     */
    record Moment(
            double smile,
            double open,
            double skew,
            double yaw,
            double pitch,
            double roll,
            double shiftX,
            double shiftY,
            boolean glasses,
            Hat hat,
            double hue,
            double cloth,
            double lightAngle,
            double light,
            double blur,
            double grain,
            double quality,
            long film) {

        static Moment of(SplittableRandom random, Person person) {
            boolean smiles = random.nextDouble() < 0.48;
            // a fifth of the way from the threshold to a grin or a frown is left out
            double strength = 0.2 + 0.8 * Math.pow(random.nextDouble(), 0.8);
            double smile = smiles ? SMILES + (1 - SMILES) * strength : SMILES - (1 + SMILES) * strength * 0.85;
            boolean open = random.nextDouble() < (smile > 0.5 ? 0.75 : smiles ? 0.4 : 0.22);
            double hatted = random.nextDouble();
            Hat hat = hatted < 0.88 ? Hat.NONE : hatted < 0.92 ? Hat.BEANIE : hatted < 0.96 ? Hat.CAP : Hat.STRAW;
            return new Moment(
                    smile,
                    open ? between(random, 0.25, 1) : 0,
                    between(random, -0.25, 0.25),
                    between(random, -1, 1) * random.nextDouble(),
                    between(random, -1, 1) * random.nextDouble(),
                    between(random, -4, 4),
                    between(random, -1.5, 1.5),
                    between(random, -1.5, 1.5),
                    random.nextDouble() < (person.shortSighted() ? 0.85 : 0.04),
                    hat,
                    random.nextDouble(),
                    random.nextDouble(),
                    between(random, 0, 2 * Math.PI),
                    random.nextDouble(),
                    Math.pow(random.nextDouble(), 3),
                    between(random, 0.5, 6),
                    between(random, 0.75, 0.93),
                    random.nextLong());
        }
    }

    /** Portrait {@code index} of {@code seed}. */
    static Portrait of(long seed, int index) {
        Person person = Person.of(mixed(seed, 2L * (index / PER_PERSON)));
        return new Portrait(person, Moment.of(mixed(seed, 2L * index + 1), person));
    }

    /** One value an attribute, 1 or 0, of what is to be seen: a bald head under a hat is no bald head. */
    byte[] labels() {
        boolean bare = moment.hat() == Hat.NONE;
        boolean haired = person.cut() != Cut.BALD;
        boolean[] seen = {
            !haired && bare,
            person.bangs() && bare,
            haired && person.hair() == Hair.BLACK,
            haired && person.hair() == Hair.BLOND,
            haired && person.hair() == Hair.BROWN,
            moment.glasses(),
            haired && person.hair() == Hair.GRAY,
            person.male(),
            moment.open() > 0,
            person.beard() == Beard.NONE,
            person.skinTone() == 0,
            moment.smile() > SMILES,
            !bare
        };
        byte[] labels = new byte[seen.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (seen[i] ? 1 : 0);
        }
        return labels;
    }

    private static double between(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static SplittableRandom mixed(long seed, long stream) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ new SplittableRandom(stream).nextLong());
    }
}
