package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.face.Framing;
import dev.gioconda.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackExportTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Smiling", "Eyeglasses", "No_Beard"})
    void exported_folder_is_read_by_the_data_readers(String attribute) throws IOException {
        FeedbackLog log = new FeedbackLog(
                new FolderStore(folder.resolve("store")), FeedbackFixture.fixedClock(FeedbackFixture.NOON));
        for (int i = 0; i < 6; i++) {
            Submission submission = new Submission(
                    Framing.PHOTO,
                    new Classification("m/1", attribute, 0.7, true),
                    Response.label(i % 3 == 0),
                    true,
                    Duration.ofDays(9),
                    "c" + i);
            new Reviews(log).decide(log.add(FeedbackFixture.png(i), submission).id(), true, "Lisa");
        }
        Path out = folder.resolve("out");
        FeedbackExport export =
                new FeedbackExport(AcceptedFeedback.of(log, attribute), new FeedbackPictures(log.store()));
        assertThat(export.write(out)).isEqualTo(new FeedbackExport.ExportCounts(6, 0));

        Dataset set = Datasets.open(List.of(out));
        assertThat(set.attributes()).containsExactly(attribute);
        assertThat(set.examples())
                .hasSize(6)
                .filteredOn(e -> e.labels()[0] == 1)
                .hasSize(2);
        assertThat(Files.readAllLines(out.resolve("feedback.csv"))).hasSize(7);
        assertThatThrownBy(() -> export.write(out)).hasMessageContaining("not empty");
    }
}
