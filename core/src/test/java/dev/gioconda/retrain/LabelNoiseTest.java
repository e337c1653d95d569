package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Labels of people who err, a champion and a second opinion that err where it is hard, all of it drawn. */
@Tag("integration")
class LabelNoiseTest {

    /**
     * Half of the pictures are hard. The champion errs on 45 % of the hard and 10 % of the easy ones, the second opinion, apart
     * from that, on 30 % and 8 %.
     *
     * @param corrected how much more often people answer where the champion errs
     */
    private static LabelNoise.Sample sample(int size, double wrong, int corrected, SplittableRandom random) {
        boolean[] agrees = new boolean[size];
        boolean[] contradicted = new boolean[size];
        for (int i = 0; i < size; ) {
            boolean hard = random.nextBoolean();
            boolean championRight = random.nextDouble() >= (hard ? 0.45 : 0.1);
            boolean opinionRight = random.nextDouble() >= (hard ? 0.3 : 0.08);
            if (championRight && random.nextInt(corrected) > 0) {
                continue;
            }
            boolean labelRight = random.nextDouble() >= wrong;
            agrees[i] = labelRight == championRight;
            contradicted[i] = labelRight != opinionRight;
            i++;
        }
        return new LabelNoise.Sample(agrees, contradicted);
    }

    @Test
    void noise_rate_is_estimated_under_biased_feedback() {
        for (int corrected : new int[] {1, 5}) {
            for (double wrong : new double[] {0, 0.1, 0.3}) {
                SplittableRandom random = new SplittableRandom(3);
                LabelNoise.Sample known = sample(20_000, 0, 1, random);
                LabelNoise noise = LabelNoise.estimate(sample(20_000, wrong, corrected, random), known);
                assertThat(noise.rate()).as("%s, %s", wrong, corrected).isCloseTo(wrong, within(0.03));
            }
        }
    }

    @Test
    void noise_interval_has_its_nominal_coverage() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LabelNoise.Sample known = sample(1000, 0, 1, random);
            LabelNoise noise = LabelNoise.estimate(sample(500, 0.3, 1, random), known);
            covered += noise.low() <= 0.3 && 0.3 <= noise.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(182, 199);
    }

    @Test
    void thirty_percent_noise_is_detected_and_clean_labels_pass() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LabelNoise.Sample known = sample(1000, 0, 1, random);
            assertThat(LabelNoise.estimate(sample(500, 0.3, 2, random), known).low())
                    .isGreaterThan(0.1);
            assertThat(LabelNoise.estimate(sample(500, 0, 2, random), known).low())
                    .isLessThan(0.1);
        }
    }

    @Test
    void uninformative_second_opinion_gives_unknown_noise() {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] coin = new boolean[500];
        for (int i = 0; i < coin.length; i++) {
            coin[i] = random.nextBoolean();
        }
        LabelNoise.Sample noise = new LabelNoise.Sample(new boolean[500], coin);
        assertThat(LabelNoise.estimate(noise, new LabelNoise.Sample(coin, coin)))
                .isEqualTo(LabelNoise.unknown(500));
        LabelNoise.Sample empty = new LabelNoise.Sample(new boolean[0], new boolean[0]);
        assertThat(LabelNoise.estimate(empty, noise).high()).isEqualTo(1);
    }
}
