package dev.gioconda.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.preference.Raters.Taste;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is found of people whose taste is known. */
class TuningTest {

    private static final List<String> STYLES = List.of("waves", "irises", "dunes", "night");

    /** Likes four times the strength best, and fine strokes' layer twice as strong a little. */
    private static final Taste STRONG = (look, style) -> {
        double o = Raters.octaves(look.strength());
        return 3 + 0.8 * o - 0.3 * o * o;
    };

    private static Comparison about(Tuning tuning, String style, String what) {
        return tuning.evidence().comparisons().stream()
                .filter(one -> one.style().equals(style) && one.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison.Gain gain(Comparison comparison) {
        return comparison.known().orElseThrow();
    }

    @Test
    void a_known_taste_is_found_within_its_interval() {
        Tuning tuning = Raters.tune(Raters.rate(new SplittableRandom(1), 40, 8, STYLES, STRONG));
        Comparison strength = about(tuning, "", "strength");
        assertThat(strength.taken()).as(strength.why()).isTrue();
        assertThat(tuning.choice().strength()).isBetween(2.0, 8.0);
        double o = Raters.octaves(tuning.choice().strength());
        assertThat(0.8 * o - 0.3 * o * o)
                .isBetween(gain(strength).low(), gain(strength).high());
        assertThat(tuning.choice().preset()).isNull();
        assertThat(tuning.evidence().people()).isEqualTo(40);
        assertThat(tuning.evidence().noise()).isCloseTo(1.0, within(0.15));
    }

    @Test
    void a_liked_layer_gets_more_weight_and_the_others_keep_theirs() {
        Taste fine = (look, style) -> 3 + 0.8 * Raters.octaves(Design.layerFactor(look, 0));
        Tuning tuning = Raters.tune(Raters.rate(new SplittableRandom(2), 50, 10, STYLES, fine));
        assertThat(about(tuning, "", "block1_conv1").taken()).isTrue();
        assertThat(tuning.choice().layers().get("block1_conv1")).isGreaterThan(1.5);
        assertThat(tuning.choice().strength()).isEqualTo(1);
    }

    @Test
    void one_style_may_want_something_else() {
        Taste mixed = (look, style) -> 3 + (style.equals("waves") ? -0.9 : 0.5) * Raters.octaves(look.strength());
        Tuning tuning = Raters.tune(Raters.rate(new SplittableRandom(3), 60, 12, STYLES, mixed));
        assertThat(tuning.styles()).extracting(Choice.OfStyle::style).contains("waves");
        Choice waves = tuning.styles().stream()
                .filter(style -> style.style().equals("waves"))
                .findFirst()
                .orElseThrow()
                .choice();
        assertThat(waves.strength()).isLessThan(1);
    }

    @Test
    void a_spammer_with_a_thousand_five_stars_moves_nothing_or_a_value_by_one_step() {
        int unmoved = 0;
        for (int seed = 1; seed <= 6; seed++) {
            List<Rating> honest = Raters.rate(new SplittableRandom(seed), 40, 8, STYLES, STRONG);
            Tuning before = Raters.tune(honest);
            assertThat(before.changes()).isTrue();
            SplittableRandom random = new SplittableRandom(9);
            Look base = Look.shipped("quick", Raters.LAYERS.size());
            List<Supplier<Look>> ways = List.of(
                    () -> base.withStrength(0.125),
                    () -> base.withStrength(8),
                    () -> Raters.look(random, List.of("quick", "balanced")));
            for (Supplier<Look> way : ways) {
                List<Rating> all = new ArrayList<>(honest);
                for (int i = 0; i < 1000; i++) {
                    all.add(Raters.rating("spam" + i, "spammer", "waves", way.get(), 5));
                }
                Tuning after = Raters.tune(all);
                assertThat(after.evidence().largestShare()).isGreaterThan(0.7);
                assertThat(Dial.octaves(
                                after.choice().strength() / before.choice().strength()))
                        .isBetween(-0.51, 0.51);
                assertThat(after.choice().layers()).isEqualTo(before.choice().layers());
                assertThat(after.choice().preset()).isEqualTo(before.choice().preset());
                assertThat(after.styles()).hasSameSizeAs(before.styles());
                unmoved += after.choice().words().equals(before.choice().words()) ? 1 : 0;
            }
        }
        System.out.printf("a spammer left %d of 18 as they were%n", unmoved);
        assertThat(unmoved).as("of 18").isGreaterThanOrEqualTo(15);
    }

    @Test
    void a_spammer_who_also_gives_one_star_decides_nothing_either() {
        List<Rating> all = new ArrayList<>(Raters.rate(new SplittableRandom(5), 40, 8, STYLES, (look, style) -> 3));
        assertThat(Raters.tune(all).changes()).isFalse();
        for (int i = 0; i < 1000; i++) {
            Look look = Look.shipped("quick", Raters.LAYERS.size()).withStrength(i % 2 == 0 ? 8 : 0.125);
            all.add(Raters.rating("spam" + i, "spammer", "waves", look, i % 2 == 0 ? 5 : 1));
        }
        assertThat(Raters.tune(all).changes()).isFalse();
    }

    @Test
    void few_ratings_change_nothing() {
        List<Rating> many = Raters.rate(new SplittableRandom(1), 40, 8, STYLES, STRONG);
        assertThat(Raters.tune(List.of()).changes()).isFalse();
        Tuning few = Raters.tune(many.subList(0, Tuning.RATINGS - 1));
        assertThat(few.changes()).isFalse();
        assertThat(few.evidence().enough()).isFalse();
        List<Rating> ofFour = many.subList(0, 32); // enough ratings of too few people
        assertThat(Raters.tune(ofFour).evidence().enough()).isFalse();
    }

    @Test
    void contradictory_ratings_change_nothing() {
        List<Rating> ratings = Raters.rate(new SplittableRandom(7), 40, 10, STYLES, STRONG);
        List<Integer> stars =
                new ArrayList<>(ratings.stream().map(Rating::stars).toList());
        int changed = 0;
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(stars, new Random(seed)); // the same stars for other paintings
            List<Rating> mixed = new ArrayList<>();
            for (int i = 0; i < ratings.size(); i++) {
                Rating one = ratings.get(i);
                mixed.add(Raters.rating(one.id(), one.person(), one.style(), one.look(), stars.get(i)));
            }
            Tuning tuning = Raters.tune(mixed);
            changed += tuning.choice().asShipped() ? 0 : 1;
        }
        System.out.printf("of 20 sets of mixed stars %d changed something%n", changed);
        assertThat(changed).isLessThanOrEqualTo(2);
    }
}
