package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Example;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldoutTest {

    @TempDir
    private Path folder;

    private static List<Example> portraits(long seed, int count) {
        return new SyntheticPortraits(seed, count).dataset().examples();
    }

    private static Picture picture(Example example) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        example.archive()
                .visit(Set.of(example.entry()), (entry, bytes) -> pictures.add(new SafeImageDecoder().decode(bytes)));
        return pictures.get(0);
    }

    @Test
    void holdout_image_and_its_near_duplicate_are_excluded() throws IOException {
        List<Example> examples = portraits(1, 20);
        Holdout holdout = Holdout.of(examples);
        Picture same = picture(examples.get(3));
        assertThat(holdout.rejectionReason(same)).hasValueSatisfying(reason -> assertThat(reason)
                .contains("it is the picture synthetic/000004.jpg of the hold-out"));
        Picture smaller = Resampler.region(same, new CropGeometry(0, 0, 178, 218, 120, 147, false));
        Picture copy = new SafeImageDecoder().decode(PictureWriter.jpeg(smaller, 0.6));
        assertThat(holdout.rejectionReason(copy))
                .hasValueSatisfying(reason -> assertThat(reason).contains("similar to synthetic/000004.jpg"));
        assertThat(holdout.rejectionReason(picture(portraits(5, 1).get(0)))).isEmpty();
    }

    @Test
    void frozen_holdout_is_never_replaced() throws IOException {
        FolderStore store = new FolderStore(folder);
        Holdout first = Holdout.of(portraits(1, 20));
        Holdout other = Holdout.of(portraits(1, 21));
        assertThat(first.matchesFrozen(store, "smile", "holdout")).isTrue();
        first.freeze(store, "smile", "holdout", "synthetic");
        first.freeze(store, "smile", "holdout", "synthetic");
        assertThat(other.matchesFrozen(store, "smile", "holdout")).isFalse();
        assertThatThrownBy(() -> other.freeze(store, "smile", "holdout", "synthetic"))
                .hasMessageContaining("was frozen with other pictures");
        other.freeze(store, "smile", "second", "synthetic");
    }
}
