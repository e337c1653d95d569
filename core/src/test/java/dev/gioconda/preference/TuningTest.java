package dev.gioconda.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.preference.RaterFixture.Preference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tuning recovers the known preferences of simulated people. */
@Tag("integration")
class TuningTest {

    private static final List<String> STYLES = List.of("waves", "irises", "dunes", "night");

    /** Prefers four times the strength, and slightly the finest layer with twice the weight. */
    private static final Preference STRONG = (settings, style) -> {
        double o = RaterFixture.octaves(settings.strength());
        return 3 + 0.8 * o - 0.3 * o * o;
    };

    private static SettingComparison comparison(Tuning tuning, String style, String what) {
        return tuning.evidence().comparisons().stream()
                .filter(one -> one.styleName().equals(style) && one.parameter().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static SettingComparison.StarGain gain(SettingComparison comparison) {
        return comparison.optionalGain().orElseThrow();
    }

    @Test
    void known_preference_is_within_its_interval() {
        Tuning tuning = RaterFixture.tune(RaterFixture.simulateRatings(new SplittableRandom(1), 40, 8, STYLES, STRONG));
        SettingComparison strength = comparison(tuning, "", "strength");
        assertThat(strength.accepted()).as(strength.reason()).isTrue();
        assertThat(tuning.adjustment().strength()).isBetween(2.0, 8.0);
        double o = RaterFixture.octaves(tuning.adjustment().strength());
        assertThat(0.8 * o - 0.3 * o * o)
                .isBetween(gain(strength).low(), gain(strength).high());
        assertThat(tuning.adjustment().preset()).isNull();
        assertThat(tuning.evidence().people()).isEqualTo(40);
        assertThat(tuning.evidence().noise()).isCloseTo(1.0, within(0.15));
    }

    @Test
    void preferred_layer_gets_more_weight_and_others_keep_theirs() {
        Preference fine = (settings, style) -> 3 + 0.8 * RaterFixture.octaves(FeatureEncoding.layerFactor(settings, 0));
        Tuning tuning = RaterFixture.tune(RaterFixture.simulateRatings(new SplittableRandom(2), 50, 10, STYLES, fine));
        assertThat(comparison(tuning, "", "block1_conv1").accepted()).isTrue();
        assertThat(tuning.adjustment().layers().get("block1_conv1")).isGreaterThan(1.5);
        assertThat(tuning.adjustment().strength()).isEqualTo(1);
    }

    @Test
    void style_specific_preference_is_tuned_separately() {
        Preference mixed = (settings, style) ->
                3 + (style.equals("waves") ? -0.9 : 0.5) * RaterFixture.octaves(settings.strength());
        Tuning tuning = RaterFixture.tune(RaterFixture.simulateRatings(new SplittableRandom(3), 60, 12, STYLES, mixed));
        assertThat(tuning.styleAdjustments())
                .extracting(PresetAdjustment.StyleAdjustment::styleHash)
                .contains("waves");
        PresetAdjustment waves = tuning.styleAdjustments().stream()
                .filter(style -> style.styleHash().equals("waves"))
                .findFirst()
                .orElseThrow()
                .adjustment();
        assertThat(waves.strength()).isLessThan(1);
    }

    @Test
    void spammer_with_1000_top_ratings_moves_at_most_one_step() {
        int unchanged = 0;
        for (int seed = 1; seed <= 6; seed++) {
            List<Rating> honest = RaterFixture.simulateRatings(new SplittableRandom(seed), 40, 8, STYLES, STRONG);
            Tuning before = RaterFixture.tune(honest);
            assertThat(before.hasChanges()).isTrue();
            SplittableRandom random = new SplittableRandom(9);
            RelativeSettings base = RelativeSettings.baseline("quick", RaterFixture.LAYERS.size());
            List<Supplier<RelativeSettings>> spamVariants = List.of(
                    () -> base.withStrength(0.125),
                    () -> base.withStrength(8),
                    () -> RaterFixture.randomSettings(random, List.of("quick", "balanced")));
            for (Supplier<RelativeSettings> spamSettings : spamVariants) {
                List<Rating> all = new ArrayList<>(honest);
                for (int i = 0; i < 1000; i++) {
                    all.add(RaterFixture.rating("spam" + i, "spammer", "waves", spamSettings.get(), 5));
                }
                Tuning after = RaterFixture.tune(all);
                assertThat(after.evidence().largestShare()).isGreaterThan(0.7);
                assertThat(TunableParameter.octaves(after.adjustment().strength()
                                / before.adjustment().strength()))
                        .isBetween(-0.51, 0.51);
                assertThat(after.adjustment().layers())
                        .isEqualTo(before.adjustment().layers());
                assertThat(after.adjustment().preset())
                        .isEqualTo(before.adjustment().preset());
                assertThat(after.styleAdjustments()).hasSameSizeAs(before.styleAdjustments());
                unchanged +=
                        after.adjustment().describe().equals(before.adjustment().describe()) ? 1 : 0;
            }
        }
        System.out.printf("a spammer left %d of 18 as they were%n", unchanged);
        assertThat(unchanged).as("of 18").isGreaterThanOrEqualTo(15);
    }

    @Test
    void spammer_with_mixed_ratings_changes_nothing() {
        List<Rating> all = new ArrayList<>(
                RaterFixture.simulateRatings(new SplittableRandom(5), 40, 8, STYLES, (settings, style) -> 3));
        assertThat(RaterFixture.tune(all).hasChanges()).isFalse();
        for (int i = 0; i < 1000; i++) {
            RelativeSettings settings = RelativeSettings.baseline("quick", RaterFixture.LAYERS.size())
                    .withStrength(i % 2 == 0 ? 8 : 0.125);
            all.add(RaterFixture.rating("spam" + i, "spammer", "waves", settings, i % 2 == 0 ? 5 : 1));
        }
        assertThat(RaterFixture.tune(all).hasChanges()).isFalse();
    }

    @Test
    void few_ratings_change_nothing() {
        List<Rating> many = RaterFixture.simulateRatings(new SplittableRandom(1), 40, 8, STYLES, STRONG);
        assertThat(RaterFixture.tune(List.of()).hasChanges()).isFalse();
        Tuning few = RaterFixture.tune(many.subList(0, Tuning.MIN_RATINGS - 1));
        assertThat(few.hasChanges()).isFalse();
        assertThat(few.evidence().sufficient()).isFalse();
        List<Rating> ofFour = many.subList(0, 32); // enough ratings of too few people
        assertThat(RaterFixture.tune(ofFour).evidence().sufficient()).isFalse();
    }

    @Test
    void contradictory_ratings_change_nothing() {
        List<Rating> ratings = RaterFixture.simulateRatings(new SplittableRandom(7), 40, 10, STYLES, STRONG);
        List<Integer> stars =
                new ArrayList<>(ratings.stream().map(Rating::stars).toList());
        int changed = 0;
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(stars, new Random(seed)); // the same stars for other images
            List<Rating> mixed = new ArrayList<>();
            for (int i = 0; i < ratings.size(); i++) {
                Rating one = ratings.get(i);
                mixed.add(RaterFixture.rating(one.id(), one.rater(), one.styleHash(), one.settings(), stars.get(i)));
            }
            Tuning tuning = RaterFixture.tune(mixed);
            changed += tuning.adjustment().hasNoChanges() ? 0 : 1;
        }
        System.out.printf("of 20 sets of mixed stars %d changed something%n", changed);
        assertThat(changed).isLessThanOrEqualTo(2);
    }
}
