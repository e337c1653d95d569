package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.reader.Datasets;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetInputsTest {

    private static final Dataset SET = new SyntheticPortraits(1, 5).dataset();

    @TempDir
    private Path folder;

    private static List<ScoreInput> inputs(ScoreInputs inputs) throws IOException {
        List<ScoreInput> listed = new ArrayList<>();
        inputs.forEach(new ScoreInputs.InputConsumer() {
            @Override
            public void accept(ScoreInput input) {
                listed.add(input);
            }

            @Override
            public void skip(String path) {
                throw new AssertionError(path);
            }
        });
        return listed;
    }

    @Test
    void images_have_the_framing_and_the_labels_of_the_set() throws IOException {
        int smiling = SET.indexOf("Smiling");
        List<ScoreInput> listed = inputs(new DatasetInputs(SET, "Smiling"));
        assertThat(listed).hasSize(5);
        for (int i = 0; i < listed.size(); i++) {
            assertThat(listed.get(i).path()).isEqualTo(SET.examples().get(i).name());
            assertThat(listed.get(i).framing()).isEqualTo(SET.examples().get(i).framing());
            assertThat(listed.get(i).truth()).isEqualTo(SET.examples().get(i).labels()[smiling] == 1);
        }
    }

    @Test
    void a_set_without_the_attribute_has_no_labels() throws IOException {
        assertThat(inputs(new DatasetInputs(SET, "Teeth and more")))
                .allSatisfy(input -> assertThat(input.truth()).isNull());
    }

    @Test
    void an_image_that_is_gone_is_a_row_and_the_others_follow() throws IOException {
        new SyntheticPortraits(1, 5).write(folder);
        Dataset set = Datasets.open(folder.toString());
        set.examples().get(0).archive().entries(); // listed now
        Files.delete(folder.resolve(set.examples().get(1).entry()));
        int failures = 0;
        for (ScoreInput input : inputs(new DatasetInputs(set, "Smiling"))) {
            try {
                assertThat(input.bytes().read()).isNotEmpty();
            } catch (IOException gone) {
                assertThat(ReadFailure.reason(gone)).contains("does not exist");
                failures++;
            }
        }
        assertThat(failures).isEqualTo(1);
    }
}
