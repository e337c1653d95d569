package dev.gioconda.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.feedback.FeedbackRemoval;
import dev.gioconda.feedback.Receipt;
import dev.gioconda.feedback.Reviews;
import dev.gioconda.feedback.SettingsJson;
import dev.gioconda.store.FaultyProxy;
import dev.gioconda.store.FolderStore;
import dev.gioconda.store.ObjectStore;
import dev.gioconda.store.S3ServerFixture;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From ratings in a store to versions of the tuned preset. */
@Tag("integration")
class TunedPresetsTest {

    @TempDir
    private Path folder;

    private RatedStoreFixture openFixture() {
        return new RatedStoreFixture(new FolderStore(folder.resolve("store")));
    }

    @Test
    void saved_version_is_read_back_and_changes_the_recipe() throws IOException {
        assertTuneSaveDeleteCycle(openFixture());
    }

    @Test
    void saved_version_is_read_back_from_s3_with_faults() throws Exception {
        Random random = new Random(11);
        FaultyProxy.Fault[] faults = FaultyProxy.Fault.values();
        try (S3ServerFixture server = S3ServerFixture.start(folder.resolve("bucket"));
                FaultyProxy proxy = new FaultyProxy(
                        server.port(),
                        line -> random.nextInt(12) > 0
                                ? FaultyProxy.Fault.NONE
                                : faults[random.nextInt(faults.length)]);
                ObjectStore store = server.store(proxy, "gioconda")) {
            assertTuneSaveDeleteCycle(new RatedStoreFixture(store));
        }
    }

    private static void assertTuneSaveDeleteCycle(RatedStoreFixture fixture) throws IOException {
        List<Receipt> receipts = fixture.rateHighStrength(12);
        assertThat(fixture.presets().latest()).isEmpty();
        Tuning tuning = Tuning.of(fixture.log());
        assertThat(tuning.evidence().ratings()).isEqualTo(48);
        assertThat(tuning.adjustment().strength())
                .as(tuning.adjustment().describe())
                .isGreaterThan(1);
        assertThat(fixture.presets().isNew(tuning)).isTrue();
        TunedVersion saved = fixture.presets().save(tuning, "Lisa", "after the exhibition");
        assertThat(saved.version()).isEqualTo(1);
        assertThat(fixture.presets().latest()).contains(saved);
        assertThat(fixture.presets().isNew(Tuning.of(fixture.log())))
                .as("the same once more")
                .isFalse();

        TunedVersion.AppliedTuning applied = saved.apply("quick", List.of(RatedStoreFixture.STYLE));
        assertThat(applied.preset()).isEqualTo("quick");
        StyleRecipe recipe = applied.recipe();
        assertThat(recipe.style().weight()).isGreaterThan(1);
        assertThat(recipe.style().weights()).as("no layer was rated").containsOnly(1.0);

        new FeedbackRemoval(fixture.log()).delete(receipts.get(0));
        Tuning without = Tuning.of(fixture.log());
        String deletedDigest = Tuning.digest(receipts.get(0).id());
        assertThat(tuning.evidence().digests()).contains(deletedDigest);
        assertThat(fixture.presets().isNew(without)).isTrue();
        TunedVersion second = fixture.presets().save(without, "Lisa", "a rating was deleted");
        assertThat(fixture.presets().find(second.version()).tuning().evidence().digests())
                .hasSize(47)
                .doesNotContain(deletedDigest);
        assertThat(fixture.presets().find(1)).isEqualTo(saved);
    }

    @Test
    void deleting_a_rating_removes_its_influence() throws IOException {
        RatedStoreFixture fixture = openFixture();
        fixture.rateHighStrength(12);
        Tuning expected = Tuning.of(fixture.log());
        Receipt deletedRating = fixture.rate("spite", 1, RatedStoreFixture.settings("quick", "style.weight=4"));
        assertThat(Tuning.of(fixture.log())).isNotEqualTo(expected);
        new FeedbackRemoval(fixture.log()).delete(deletedRating);
        assertThat(Tuning.of(fixture.log())).isEqualTo(expected);
    }

    @Test
    void rejected_and_incomparable_ratings_are_excluded() throws IOException {
        RatedStoreFixture fixture = openFixture();
        Receipt used = fixture.rate("a", 4, RatedStoreFixture.settings("quick", "style.weight=2"));
        Receipt rejected = fixture.rate("b", 5, RatedStoreFixture.settings("quick"));
        new Reviews(fixture.log()).decide(rejected.id(), false, "Lisa");
        fixture.rate("c", 5, SettingsJson.EMPTY);
        fixture.rate("d", 5, "{\"preset\":7,\"style\":null}");
        fixture.rate("e", 5, RatedStoreFixture.settings("gatys"));
        fixture.rate("f", 5, RatedStoreFixture.settings("quick", "style.loss=gram"));
        fixture.rate("g", 5, RatedStoreFixture.settings("quick", "content.weight=0"));
        TuningEvidence evidence = Tuning.of(fixture.log()).evidence();
        assertThat(evidence.digests()).containsExactly(Tuning.digest(used.id()));
        assertThat(evidence.excluded())
                .containsEntry("rejected", 1)
                .containsEntry("without settings", 2)
                .containsEntry("of other recipes", 2)
                .containsEntry("without content or without style", 1)
                .hasSize(4);
        assertThat(evidence.sufficient()).isFalse();
    }

    @Test
    void version_without_ratings_reverts_an_earlier_one() throws IOException {
        RatedStoreFixture fixture = openFixture();
        List<Receipt> receipts = fixture.rateHighStrength(12);
        fixture.presets().save(Tuning.of(fixture.log()), "Lisa", "first");
        for (Receipt receipt : receipts) {
            new FeedbackRemoval(fixture.log()).delete(receipt);
        }
        Tuning untuned = Tuning.of(fixture.log());
        assertThat(untuned.evidence().sufficient()).isFalse();
        assertThat(fixture.presets().isNew(untuned)).isTrue();
        TunedVersion reverted = fixture.presets().save(untuned, "Lisa", "all were deleted");
        assertThat(reverted.apply("balanced", List.of()).tuned().changes()).isEmpty();
    }

    @Test
    void concurrent_writers_get_distinct_version_numbers() throws Exception {
        RatedStoreFixture fixture = openFixture();
        Tuning tuning = Tuning.of(fixture.log());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> writers = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> fixture.presets()
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
    void damaged_and_newer_versions_are_rejected() throws IOException {
        RatedStoreFixture fixture = openFixture();
        fixture.presets().save(Tuning.of(fixture.log()), "Lisa", "first");
        Path file = folder.resolve("store/styles/tuned/00000001.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst("\"format\" : 1", "\"format\" : 9"));
        assertThatThrownBy(() -> fixture.presets().latest()).hasMessageContaining("update Gioconda");
        Files.writeString(file, json.substring(0, 40));
        assertThatThrownBy(() -> fixture.presets().latest())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a version of the tuned preset");
        assertThatThrownBy(() -> fixture.presets().find(7)).hasMessageContaining("no version 7");
    }
}
