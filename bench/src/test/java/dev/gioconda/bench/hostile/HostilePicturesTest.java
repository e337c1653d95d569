package dev.gioconda.bench.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gioconda.bench.hostile.HostilePictures.Size;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.RefusedPictureException;
import dev.gioconda.image.codec.SafeImageDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HostilePicturesTest {

    private static final Duration BOUND = Duration.ofSeconds(10); // reading one of them takes milliseconds

    @Test
    void every_picture_is_read_or_refused_within_bounded_time() throws Exception {
        Map<String, String> outcomes = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : pictures().files().entrySet()) {
            outcomes.put(
                    file.getKey(), assertTimeoutPreemptively(BOUND, () -> outcome(file.getValue()), file.getKey()));
        }
        assertThat(outcomes)
                .containsEntry("PNG with overlapping IFDs", "64 x 64")
                .containsEntry("JPEG with 3,600 IFDs", "178 x 218")
                .containsEntry("PNG of 10,000 x 1", "10000 x 1")
                .containsEntry("PNG of 1 x 1", "1 x 1");
    }

    @Test
    void scans_are_repeated_up_to_the_number() throws Exception {
        byte[] file = CraftedJpeg.repeatedScans(64, 100);
        int scans = 0;
        for (int i = 0; i + 1 < file.length; i++) {
            scans += (file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == 0xda ? 1 : 0;
        }
        assertThat(scans).isEqualTo(100);
    }

    @Test
    void files_are_the_same_for_the_same_seed() throws Exception {
        HostilePictures first = pictures();
        HostilePictures second = pictures();
        first.files()
                .forEach((name, file) -> assertThat(second.file(name)).as(name).isEqualTo(file));
    }

    private static String outcome(byte[] file) {
        try {
            var picture = new SafeImageDecoder().decode(file);
            return picture.width() + " x " + picture.height();
        } catch (RefusedPictureException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    private static HostilePictures pictures() throws IOException {
        SyntheticPortraits portraits = new SyntheticPortraits(1, 1);
        List<byte[]> files = new ArrayList<>();
        portraits.visit(Set.copyOf(portraits.entries()), (name, bytes) -> files.add(bytes));
        byte[] face = PictureWriter.jpeg(new SafeImageDecoder().decode(files.get(0)), 0.9);
        return HostilePictures.of(face, new SplittableRandom(1), Size.SMALL);
    }
}
