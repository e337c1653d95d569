package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.TinyDatasetFixture;
import dev.gioconda.data.archive.DatasetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenkiSmilesFoldersReaderTest {

    @TempDir
    private Path temp;

    @Test
    void genki_pairs_line_numbers_with_file_numbers() throws IOException {
        TinyDatasetFixture genki = new TinyDatasetFixture()
                .text("labels.txt", "1 -0.02 0.05 -0.03", "0 0.1 0.2 0.3")
                .pictures("files/file0002.jpg", "files/file0001.jpg");
        for (Path path : genki.everyContainer(temp)) {
            Dataset set = Datasets.open(List.of(path));
            assertThat(set.attributes()).containsExactly("Smiling");
            assertThat(TinyDatasetFixture.summary(set))
                    .containsExactly("set/file0001.jpg PHOTO [1] null null", "set/file0002.jpg PHOTO [0] null null");
        }
    }

    @Test
    void genki_malformed_label_lines_are_rejected() throws IOException {
        Path folder = new TinyDatasetFixture().text("labels.txt", "2 0 0 0").folder(temp.resolve("genki"));
        new TinyDatasetFixture().pictures("files/file0001.jpg").tarGz(folder.resolve("genki4k.tar.gz"));
        assertThatThrownBy(() -> Datasets.open(List.of(folder)))
                .hasMessageContaining("genki/labels.txt, line 1: the smile is 2, expected 1 or 0");
        new TinyDatasetFixture().text("labels.txt", "1 0").folder(folder);
        assertThatThrownBy(() -> Datasets.open(List.of(folder)))
                .hasMessageContaining("expected smile, yaw, pitch and roll");
        new TinyDatasetFixture().text("labels.txt", "1 0 0 0", "1 0 0 0").folder(folder);
        assertThatThrownBy(() -> Datasets.open(List.of(folder))).hasMessageContaining("such as file0002");
    }

    @Test
    void smiles_drops_both_images_of_a_contradiction() throws IOException {
        TinyDatasetFixture smiles = new TinyDatasetFixture()
                .pictures("negatives/1.jpg", "negatives/4.jpg", "negatives/5.jpg")
                .pictures("positives/2.jpg", "positives/3.jpg", "positives/5.jpg");
        for (Path path : smiles.everyContainer(temp)) {
            assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(path))))
                    .containsExactly(
                            "set/negatives/1.jpg LFWCROP [0] null null",
                            "set/negatives/4.jpg LFWCROP [0] null null",
                            "set/positives/2.jpg LFWCROP [1] null null",
                            "set/positives/3.jpg LFWCROP [1] null null");
        }
    }

    @Test
    void smiles_reads_the_original_nested_layout() throws IOException {
        Path set = new TinyDatasetFixture()
                .pictures("SMILEsmileD-master/SMILEs/positives/positives7/10.jpg")
                .pictures("SMILEsmileD-master/SMILEs/negatives/negatives7/11.jpg")
                .zip(temp.resolve("SMILEsmileD-master.zip"));
        assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(set))))
                .containsExactly(
                        "SMILEsmileD-master/positives/10.jpg LFWCROP [1] null null",
                        "SMILEsmileD-master/negatives/11.jpg LFWCROP [0] null null");
    }

    @Test
    void custom_positive_and_negative_folders_are_photos() throws IOException {
        Path set = new TinyDatasetFixture()
                .pictures("positives/1.jpg", "positives/2.jpg", "negatives/1.jpg", "negatives/2.jpg")
                .folder(temp.resolve("own"));
        Dataset read = Datasets.open(List.of(set));
        assertThat(read.attributes()).containsExactly("Smiling");
        assertThat(TinyDatasetFixture.summary(read))
                .contains("own/positives/1.jpg PHOTO [1] null null")
                .hasSize(4);
    }

    @Test
    void two_class_folders_are_one_binary_attribute() throws IOException {
        for (Path path : new TinyDatasetFixture()
                .pictures("smiling/a.jpg", "zombie/b.png")
                .everyContainer(temp.resolve("1"))) {
            Dataset set = Datasets.open(List.of(path));
            assertThat(set.attributes()).containsExactly("Smiling");
            assertThat(TinyDatasetFixture.summary(set))
                    .containsExactly("set/smiling/a.jpg PHOTO [1] null null", "set/zombie/b.png PHOTO [0] null null");
        }
        Path hats = new TinyDatasetFixture().pictures("bare/a.jpg", "hat/b.jpg").folder(temp.resolve("hats"));
        assertThat(Datasets.open(List.of(hats)).attributes()).containsExactly("hat");
    }

    @Test
    void many_class_folders_are_one_attribute_each_and_keep_parts() throws IOException {
        TinyDatasetFixture tiny = new TinyDatasetFixture()
                .pictures("cifar/train/cat/1.jpg", "cifar/train/dog/1.jpg", "cifar/val/cat/2.jpg")
                .pictures("cifar/test/ship/1.jpg");
        for (Path path : tiny.everyContainer(temp)) {
            Dataset set = Datasets.open(List.of(path));
            assertThat(set.attributes()).containsExactly("cat", "dog", "ship");
            assertThat(TinyDatasetFixture.summary(set))
                    .containsExactlyInAnyOrder(
                            "set/train/cat/1.jpg PHOTO [1, 0, 0] TRAIN null",
                            "set/train/dog/1.jpg PHOTO [0, 1, 0] TRAIN null",
                            "set/val/cat/2.jpg PHOTO [1, 0, 0] VALIDATION null",
                            "set/test/ship/1.jpg PHOTO [0, 0, 1] TEST null");
        }
    }

    @Test
    void unknown_layout_lists_the_supported_layouts() throws IOException {
        Path unlabeled = new TinyDatasetFixture().pictures("a.jpg", "b.jpg").folder(temp.resolve("loose"));
        assertThatThrownBy(() -> Datasets.open(List.of(unlabeled)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("contains 2 pictures")
                .hasMessageContaining("list_attr_celeba.txt")
                .hasMessageContaining("labels.txt")
                .hasMessageContaining("positives/1.jpg")
                .hasMessageContaining("one folder per class");
    }
}
