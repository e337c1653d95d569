package dev.gioconda.preference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Simulated people with known preferences who rate images. */
final class RaterFixture {

    static final List<String> LAYERS =
            List.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1");

    private RaterFixture() {}

    /** Mean rating of an image in the population, without the level and preferences of a person. */
    @FunctionalInterface
    interface Preference {
        double expectedStars(RelativeSettings settings, String style);
    }

    /** {@code log4} of a factor. */
    static double octaves(double factor) {
        return Math.log(factor) / Math.log(4);
    }

    /**
     * What somebody might try.
     *
     * @param presets to choose from
     */
    static RelativeSettings randomSettings(SplittableRandom random, List<String> presets) {
        RelativeSettings settings = RelativeSettings.baseline(
                        presets.get(random.nextInt(presets.size())), LAYERS.size())
                .withStrength(Math.pow(2, random.nextInt(-3, 4)))
                .withStyleScale(Math.pow(2, random.nextInt(-1, 2)));
        return random.nextInt(2) == 0
                ? settings
                : settings.withLayer(random.nextInt(LAYERS.size()), random.nextBoolean() ? 4 : 0.25);
    }

    /** The ratings of a number of people; levels differ by 0.5 and preferences for strength by 0.2 between people, one star of noise. */
    static List<Rating> simulateRatings(
            SplittableRandom random, int people, int ratingsPerPerson, List<String> styles, Preference preference) {
        List<Rating> ratings = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            double level = 0.5 * random.nextGaussian();
            double strength = 0.2 * random.nextGaussian();
            for (int i = 0; i < ratingsPerPerson; i++) {
                RelativeSettings settings = randomSettings(random, List.of("quick", "balanced"));
                String style = styles.get(random.nextInt(styles.size()));
                double stars = preference.expectedStars(settings, style)
                        + level
                        + strength * octaves(settings.strength())
                        + random.nextGaussian();
                ratings.add(rating(p + "-" + i, "person" + p, style, settings, (int) Math.round(stars)));
            }
        }
        return ratings;
    }

    static Rating rating(String id, String person, String style, RelativeSettings settings, int stars) {
        return new Rating(id, person, style, style, settings, Math.max(1, Math.min(5, stars)));
    }

    static Tuning tune(List<Rating> ratings) {
        return Tuning.of(new Ratings(ratings, java.util.Map.of()), LAYERS);
    }
}
