package dev.gioconda.feedback;

import dev.gioconda.image.PerceptualHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Groups feedback on the same or nearly the same image. A record joins the first group whose first image is within {@link
 * PerceptualHash#MAX_DISTANCE} bits of its own, else it starts a group, so no image is further than that from the first of its group.
 *
 * <p>Two hashes of 64 bits that differ in at most k bits agree in at least one of k + 1 bands (multi-index hashing; Norouzi, Punjani
 * and Fleet 2012), so only groups that share a band are compared.
 */
final class NearDuplicateGroups {

    private static final int BANDS = PerceptualHash.MAX_DISTANCE + 1;
    private static final int BAND_BITS = (Long.SIZE + BANDS - 1) / BANDS; // bits
    private static final int NONE = -1;

    private final int[][] newest = new int[BANDS][1 << BAND_BITS]; // newest group by the bits of a band
    private final int[][] previous; // by group, the previous group with the same bits
    private final long[] firstHashes; // by group, the hash of its first image
    private int count;

    private NearDuplicateGroups(int answers) {
        for (int[] heads : newest) {
            Arrays.fill(heads, NONE);
        }
        previous = new int[BANDS][answers];
        firstHashes = new long[answers];
    }

    /** The groups, in the order of their first records. */
    static List<List<Feedback>> of(List<Feedback> answers) {
        NearDuplicateGroups groups = new NearDuplicateGroups(answers.size());
        List<List<Feedback>> members = new ArrayList<>();
        for (Feedback answer : answers) {
            int group = groups.assign(
                    PerceptualHash.parse(answer.shown().perceptualHash()).bits());
            if (group == members.size()) {
                members.add(new ArrayList<>(1));
            }
            members.get(group).add(answer);
        }
        return members;
    }

    private int assign(long hash) {
        int existing = findNear(hash);
        if (existing != NONE) {
            return existing;
        }
        firstHashes[count] = hash;
        for (int band = 0; band < BANDS; band++) {
            int bits = bits(hash, band);
            previous[band][count] = newest[band][bits];
            newest[band][bits] = count;
        }
        return count++;
    }

    /** The oldest group within the distance. */
    private int findNear(long hash) {
        int oldest = NONE;
        for (int band = 0; band < BANDS; band++) {
            for (int group = newest[band][bits(hash, band)]; group != NONE; group = previous[band][group]) {
                if (Long.bitCount(firstHashes[group] ^ hash) <= PerceptualHash.MAX_DISTANCE
                        && (oldest == NONE || group < oldest)) {
                    oldest = group;
                }
            }
        }
        return oldest;
    }

    private static int bits(long hash, int band) {
        return (int) (hash >>> (band * BAND_BITS)) & ((1 << BAND_BITS) - 1);
    }
}
