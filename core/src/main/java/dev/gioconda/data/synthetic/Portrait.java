package dev.gioconda.data.synthetic;

import java.awt.Color;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All parameters of one synthetic portrait; a pure function of seed and index. Lengths are in pixels of CelebA's frame,
 * all other parameters in -1 to 1 or 0 to 1.
 *
 * @param person the person, the same in all pictures of it
 * @param scene the expression, pose and light of this picture
 */
record Portrait(Person person, Scene scene) {

    /** The number of consecutive pictures of one person. */
    static final int PORTRAITS_PER_PERSON = 4;

    /** The labels in the order of {@link #labels()}: those of CelebA's forty attributes that are drawn. */
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

    /**
     * Mouths from this value on are labeled as a smile; values near it are not drawn, since they would be ambiguous.
     */
    static final double SMILE_THRESHOLD = 0.12;

    private static final Color[] SKINS = {
        new Color(0xFBE6DA), new Color(0xF5D2B8), new Color(0xECBF9C), new Color(0xDDA77F),
        new Color(0xC08A63), new Color(0x9A6747), new Color(0x774C35), new Color(0x5C3A2A)
    };
    private static final Color[] IRISES = {
        new Color(0x4A3222), new Color(0x5B3D26), new Color(0x6E7F4E), new Color(0x4F7FA3), new Color(0x6C8792)
    };

    /** Hair colors; {@code AUBURN} has no attribute in CelebA. */
    enum HairColor {
        BLACK(0x27211F),
        BROWN(0x5A3A26),
        BLOND(0xDDB768),
        GRAY(0xB4B2AF),
        AUBURN(0x8E3F22);

        final Color color;

        HairColor(int rgb) {
            color = new Color(rgb);
        }
    }

    /** Hair style. */
    enum HairStyle {
        BALD,
        SHORT,
        BOB,
        LONG
    }

    /** Beard. */
    enum Beard {
        NONE,
        GOATEE,
        FULL
    }

    /** Headwear. */
    enum Hat {
        NONE,
        BEANIE,
        CAP,
        STRAW
    }

    /**
     * A person.
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
            HairColor hairColor,
            HairStyle hairStyle,
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
            HairColor hairColor = old && h < 0.7
                    ? HairColor.GRAY
                    : h < (dark ? 0.75 : 0.25)
                            ? HairColor.BLACK
                            : h < (dark ? 0.97 : 0.58)
                                    ? HairColor.BROWN
                                    : h < 0.88 && !dark ? HairColor.BLOND : dark ? HairColor.BROWN : HairColor.AUBURN;
            double c = random.nextDouble();
            HairStyle hairStyle = male
                    ? (c < 0.15
                            ? HairStyle.BALD
                            : c < 0.88 ? HairStyle.SHORT : c < 0.95 ? HairStyle.BOB : HairStyle.LONG)
                    : (c < 0.02
                            ? HairStyle.BALD
                            : c < 0.14 ? HairStyle.SHORT : c < 0.42 ? HairStyle.BOB : HairStyle.LONG);
            boolean bangs = hairStyle != HairStyle.BALD && random.nextDouble() < (male ? 0.15 : 0.35);
            double b = random.nextDouble();
            Beard beard = !male || b < 0.6 ? Beard.NONE : b < 0.75 ? Beard.GOATEE : Beard.FULL;
            Color iris = IRISES[dark ? random.nextInt(2) : random.nextInt(IRISES.length)];
            return new Person(
                    male,
                    tone,
                    SKINS[tone],
                    iris,
                    hairColor,
                    hairStyle,
                    bangs,
                    beard,
                    random.nextDouble() < (old ? 0.45 : 0.2),
                    old,
                    (male ? 43.5 : 42) + uniform(random, -2, 2),
                    (male ? 36.5 : 32.5) + uniform(random, -2.5, 2.5),
                    (male ? 182 : 177.5) + uniform(random, -4, 4),
                    (male ? 4 : 2.6) + uniform(random, -0.7, 0.8),
                    (male ? 1.08 : 0.95) + uniform(random, -0.12, 0.12),
                    (male ? 0.3 : 0.65) + uniform(random, -0.25, 0.3),
                    random.nextDouble());
        }
    }

    /**
     * Expression, pose, light and background of a picture.
     *
     * @param smile -1 frown to 1 grin
     * @param mouthOpen how far the mouth is open: 0 closed, else 0.25 to 1
     * @param yaw head turned to the left or right, -1 to 1
     * @param pitch head down or up, -1 to 1
     * @param roll degrees
     * @param hue the background's position in its palette, 0 to 1
     * @param noiseSeed seeds brush strokes and grain
     */
    record Scene(
            double smile,
            double mouthOpen,
            double skew,
            double yaw,
            double pitch,
            double roll,
            double shiftX,
            double shiftY,
            boolean glasses,
            Hat hat,
            double hue,
            double clothing,
            double lightAngle,
            double light,
            double blur,
            double grain,
            double quality,
            long noiseSeed) {

        static Scene of(SplittableRandom random, Person person) {
            boolean smiles = random.nextDouble() < 0.48;
            // values within a fifth of the range from the threshold to a grin or a frown are excluded
            double strength = 0.2 + 0.8 * Math.pow(random.nextDouble(), 0.8);
            double smile = smiles
                    ? SMILE_THRESHOLD + (1 - SMILE_THRESHOLD) * strength
                    : SMILE_THRESHOLD - (1 + SMILE_THRESHOLD) * strength * 0.85;
            boolean mouthOpen = random.nextDouble() < (smile > 0.5 ? 0.75 : smiles ? 0.4 : 0.22);
            double hatDraw = random.nextDouble();
            Hat hat = hatDraw < 0.88 ? Hat.NONE : hatDraw < 0.92 ? Hat.BEANIE : hatDraw < 0.96 ? Hat.CAP : Hat.STRAW;
            return new Scene(
                    smile,
                    mouthOpen ? uniform(random, 0.25, 1) : 0,
                    uniform(random, -0.25, 0.25),
                    uniform(random, -1, 1) * random.nextDouble(),
                    uniform(random, -1, 1) * random.nextDouble(),
                    uniform(random, -4, 4),
                    uniform(random, -1.5, 1.5),
                    uniform(random, -1.5, 1.5),
                    random.nextDouble() < (person.shortSighted() ? 0.85 : 0.04),
                    hat,
                    random.nextDouble(),
                    random.nextDouble(),
                    uniform(random, 0, 2 * Math.PI),
                    random.nextDouble(),
                    Math.pow(random.nextDouble(), 3),
                    uniform(random, 0.5, 6),
                    uniform(random, 0.75, 0.93),
                    random.nextLong());
        }
    }

    /** Portrait {@code index} of {@code seed}. */
    static Portrait of(long seed, int index) {
        Person person = Person.of(randomStream(seed, 2L * (index / PORTRAITS_PER_PERSON)));
        return new Portrait(person, Scene.of(randomStream(seed, 2L * index + 1), person));
    }

    /** One value per attribute, 1 or 0, of what is visible: a bald head under a hat is not labeled bald. */
    byte[] labels() {
        boolean hatless = scene.hat() == Hat.NONE;
        boolean hasHair = person.hairStyle() != HairStyle.BALD;
        boolean[] present = {
            !hasHair && hatless,
            person.bangs() && hatless,
            hasHair && person.hairColor() == HairColor.BLACK,
            hasHair && person.hairColor() == HairColor.BLOND,
            hasHair && person.hairColor() == HairColor.BROWN,
            scene.glasses(),
            hasHair && person.hairColor() == HairColor.GRAY,
            person.male(),
            scene.mouthOpen() > 0,
            person.beard() == Beard.NONE,
            person.skinTone() == 0,
            scene.smile() > SMILE_THRESHOLD,
            !hatless
        };
        byte[] labels = new byte[present.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) (present[i] ? 1 : 0);
        }
        return labels;
    }

    private static double uniform(SplittableRandom random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static SplittableRandom randomStream(long seed, long stream) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ new SplittableRandom(stream).nextLong());
    }
}
