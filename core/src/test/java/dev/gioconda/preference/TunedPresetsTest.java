package dev.gioconda.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Removal;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.Settings;
import dev.gioconda.store.FaultyWire;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3Server;
import dev.gioconda.style.recipe.StyleRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From stars in a store to versions of the tuned preset. */
class TunedPresetsTest {

    @TempDir
    private Path folder;

    private Gallery gallery() {
        return new Gallery(new FolderStore(folder.resolve("store")));
    }

    @Test
    void a_version_comes_back_as_it_was_saved_and_changes_the_recipe() throws IOException {
        wholeWay(gallery());
    }

    @Test
    void likewise_in_a_bucket_behind_a_bad_connection() throws Exception {
        Random luck = new Random(11);
        FaultyWire.Fault[] faults = FaultyWire.Fault.values();
        try (S3Server server = S3Server.start(folder.resolve("bucket"));
                FaultyWire wire = new FaultyWire(
                        server.port(),
                        line -> luck.nextInt(12) > 0 ? FaultyWire.Fault.NONE : faults[luck.nextInt(faults.length)]);
                ObjectStore store = server.store(wire, "gioconda")) {
            wholeWay(new Gallery(store));
        }
    }

    private static void wholeWay(Gallery gallery) throws IOException {
        List<Receipt> receipts = gallery.strengthLovers(12);
        assertThat(gallery.presets().newest()).isEmpty();
        Tuning tuning = Tuning.of(gallery.log());
        assertThat(tuning.evidence().ratings()).isEqualTo(48);
        assertThat(tuning.choice().strength()).as(tuning.choice().words()).isGreaterThan(1);
        assertThat(gallery.presets().isNew(tuning)).isTrue();
        TunedVersion saved = gallery.presets().save(tuning, "Lisa", "after the exhibition");
        assertThat(saved.version()).isEqualTo(1);
        assertThat(gallery.presets().newest()).contains(saved);
        assertThat(gallery.presets().isNew(Tuning.of(gallery.log())))
                .as("the same once more")
                .isFalse();

        TunedVersion.Applied applied = saved.applied("quick", List.of(Gallery.STYLE));
        assertThat(applied.preset()).isEqualTo("quick");
        StyleRecipe recipe = applied.recipe();
        assertThat(recipe.style().weight()).isGreaterThan(1);
        assertThat(recipe.style().weights()).as("no layer was rated").containsOnly(1.0);

        new Removal(gallery.log()).delete(receipts.get(0));
        Tuning without = Tuning.of(gallery.log());
        String gone = Tuning.digest(receipts.get(0).id());
        assertThat(tuning.evidence().digests()).contains(gone);
        assertThat(gallery.presets().isNew(without)).isTrue();
        TunedVersion second = gallery.presets().save(without, "Lisa", "a rating was deleted");
        assertThat(gallery.presets().find(second.version()).tuning().evidence().digests())
                .hasSize(47)
                .doesNotContain(gone);
        assertThat(gallery.presets().find(1)).isEqualTo(saved);
    }

    @Test
    void a_version_of_a_store_without_a_rating_equals_one_of_a_store_that_never_had_it() throws IOException {
        Gallery gallery = gallery();
        gallery.strengthLovers(12);
        Tuning never = Tuning.of(gallery.log());
        Receipt spite = gallery.rate("spite", 1, Gallery.settings("quick", "style.weight=4"));
        assertThat(Tuning.of(gallery.log())).isNotEqualTo(never);
        new Removal(gallery.log()).delete(spite);
        assertThat(Tuning.of(gallery.log())).isEqualTo(never);
    }

    @Test
    void rejected_stars_and_those_that_say_nothing_comparable_are_left_out() throws IOException {
        Gallery gallery = gallery();
        Receipt used = gallery.rate("a", 4, Gallery.settings("quick", "style.weight=2"));
        Receipt rejected = gallery.rate("b", 5, Gallery.settings("quick"));
        new Reviews(gallery.log()).decide(rejected.id(), false, "Lisa");
        gallery.rate("c", 5, Settings.NONE);
        gallery.rate("d", 5, "{\"preset\":7,\"style\":null}");
        gallery.rate("e", 5, Gallery.settings("gatys"));
        gallery.rate("f", 5, Gallery.settings("quick", "style.loss=gram"));
        gallery.rate("g", 5, Gallery.settings("quick", "content.weight=0"));
        Evidence evidence = Tuning.of(gallery.log()).evidence();
        assertThat(evidence.digests()).containsExactly(Tuning.digest(used.id()));
        assertThat(evidence.leftOut())
                .containsEntry("rejected", 1)
                .containsEntry("without settings", 2)
                .containsEntry("of other recipes", 2)
                .containsEntry("without content or without style", 1)
                .hasSize(4);
        assertThat(evidence.enough()).isFalse();
    }

    @Test
    void a_version_may_take_an_earlier_one_back() throws IOException {
        Gallery gallery = gallery();
        List<Receipt> receipts = gallery.strengthLovers(12);
        gallery.presets().save(Tuning.of(gallery.log()), "Lisa", "first");
        for (Receipt receipt : receipts) {
            new Removal(gallery.log()).delete(receipt);
        }
        Tuning nothing = Tuning.of(gallery.log());
        assertThat(nothing.evidence().enough()).isFalse();
        assertThat(gallery.presets().isNew(nothing)).isTrue();
        TunedVersion back = gallery.presets().save(nothing, "Lisa", "all were deleted");
        assertThat(back.applied("balanced", List.of()).tuned().changes()).isEmpty();
    }

    @Test
    void of_several_writers_each_gets_a_number_of_its_own() throws Exception {
        Gallery gallery = gallery();
        Tuning tuning = Tuning.of(gallery.log());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> writers = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> gallery.presets()
                            .save(tuning, "writer" + i, "at once")
                            .version())
                    .toList();
            List<Integer> numbers = new java.util.ArrayList<>();
            for (Future<Integer> future : pool.invokeAll(writers)) {
                numbers.add(future.get());
            }
            assertThat(numbers).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void a_damaged_or_a_newer_version_is_refused_in_a_sentence() throws IOException {
        Gallery gallery = gallery();
        gallery.presets().save(Tuning.of(gallery.log()), "Lisa", "first");
        Path file = folder.resolve("store/styles/tuned/00000001.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst("\"format\" : 1", "\"format\" : 9"));
        assertThatThrownBy(() -> gallery.presets().newest()).hasMessageContaining("update Gioconda");
        Files.writeString(file, json.substring(0, 40));
        assertThatThrownBy(() -> gallery.presets().newest())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no version of the tuned preset");
        assertThatThrownBy(() -> gallery.presets().find(7)).hasMessageContaining("no version 7");
    }
}
