package dev.gioconda.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.InMemoryArchive;
import dev.gioconda.data.split.Splits;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.model.LocalModels;
import dev.gioconda.model.Manifest;
import dev.gioconda.model.ModelFiles;
import dev.gioconda.nn.SingleThreadExtension;
import dev.gioconda.registry.VersionId;
import dev.gioconda.store.InMemoryStore;
import dev.gioconda.train.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The embedded champion predicts [Smiling, Teeth], and the base data have labels for smiles only. */
@Tag("integration")
@ExtendWith(SingleThreadExtension.class)
class OtherOutputsTest {

    private static final RetrainConfig UNGATED =
            new RetrainConfig(RetrainLoopFixture.MODEL, false, 1, "holdout", outcomes -> List.of(), 1, 0, "test");

    @TempDir
    private Path folder;

    /** Portraits with labels for smiles only. */
    private static Dataset smiles(long seed, int count) {
        Dataset all = InMemoryArchive.of(new SyntheticPortraits(seed, count).dataset());
        int smiling = all.indexOf("Smiling");
        return new Dataset(
                "smiles",
                List.of("Smiling"),
                all.examples().stream()
                        .map(e -> new Example(
                                e.name(),
                                e.archive(),
                                e.entry(),
                                e.framing(),
                                new byte[] {e.labels()[smiling]},
                                e.partition(),
                                e.person()))
                        .toList());
    }

    @Test
    void challenger_has_the_outputs_of_the_data() throws IOException {
        Path embedded = LocalModels.embedded();
        Manifest first = ModelFiles.manifest(embedded);
        assertThat(first.attributes()).containsExactly("Smiling", "Teeth");
        Dataset data = smiles(1, 120);
        RetrainLoopFixture fixture = new RetrainLoopFixture(
                folder,
                new InMemoryStore(),
                data,
                Splits.predefined().apply(data),
                Recipes.parse(first.recipe(), "test", List.of("training.epochs=1", "training.precision=float32")));
        VersionId champion = fixture.promoteFirst(embedded);
        fixture.addAcceptedLabels(smiles(2, 4).examples(), 0, 0);

        Retraining retraining = new Retraining(fixture.log(), fixture.registry(), UNGATED);
        assertThat(retraining.obstacles(fixture.plan(UNGATED), fixture.recipe()))
                .isEmpty();
        RetrainResult result = fixture.retrain(UNGATED);

        assertThat(result.status()).as(result.why()).isEqualTo(RetrainResult.RetrainStatus.PROMOTED);
        Manifest challenger = ModelFiles.manifest(fixture.registry().fetch(VersionId.parse(result.version())));
        assertThat(challenger.attributes()).containsExactly("Smiling");
        assertThat(challenger.parent()).isEqualTo(champion.toString());
    }
}
