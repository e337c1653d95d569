package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.TinyDatasetFixture;
import dev.gioconda.data.reader.DataChoice.SplitProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labeled folders: which of them are classes, and which class an attribute is. */
class FolderClassesTest {

    @TempDir
    private Path temp;

    @Test
    void hidden_and_system_folders_are_no_classes() throws IOException {
        TinyDatasetFixture files = new TinyDatasetFixture()
                .pictures("smiling/a.jpg", "neutral/b.jpg")
                .pictures(".ipynb_checkpoints/a-checkpoint.jpg", ".thumbnails/c.png", "neutral/.cache/d.jpg")
                .pictures("@eaDir/a.jpg", "smiling/@eaDir/SYNO@.jpg", "__MACOSX/e.jpg", "x/__MACOSX/f.jpg")
                .pictures("$RECYCLE.BIN/g.jpg", "lost+found/h.jpg", "smiling/._a.jpg")
                .text("smiling/Thumbs.db", "x");
        for (Path path : files.everyContainer(temp)) {
            Dataset set = Datasets.open(List.of(path));
            assertThat(set.attributes()).containsExactly("Smiling");
            assertThat(TinyDatasetFixture.summary(set))
                    .containsExactlyInAnyOrder(
                            "set/smiling/a.jpg PHOTO [1] null null", "set/neutral/b.jpg PHOTO [0] null null");
        }
    }

    @Test
    void either_of_two_classes_can_be_renamed() throws IOException {
        Path folder = new TinyDatasetFixture()
                .pictures("L\u00e4cheln/a.jpg", "ernst/b.jpg")
                .folder(temp.resolve("set"));
        String laughing = "La\u0308cheln"; // decomposed
        for (String rename :
                List.of("set:L\u00e4cheln=Smiling", "*:L\u00e4cheln=Smiling", "*:" + laughing + "=Smiling")) {
            Dataset set = open(folder, rename);
            int smiling = set.indexOf("Smiling");
            assertThat(set.examples()).allSatisfy(e -> assertThat(e.labels()[smiling])
                    .isEqualTo((byte) (e.name().contains("ernst") ? 0 : 1)));
        }
        Dataset serious = open(folder, "set:ernst=Serious");
        assertThat(serious.examples()).allSatisfy(e -> assertThat(e.labels()[serious.indexOf("Serious")])
                .isEqualTo((byte) (e.name().contains("ernst") ? 1 : 0)));
    }

    @Test
    void missing_attribute_names_both_folders() throws IOException {
        Path folder =
                new TinyDatasetFixture().pictures("oui/a.jpg", "rien/b.jpg").folder(temp.resolve("set"));
        Dataset set = Datasets.open(List.of(folder));
        assertThatThrownBy(() -> set.indexOf("Smiling"))
                .hasMessage(
                        "The data set set has no attribute Smiling. It has two folders, rien and oui. State which of them has the attribute.");
    }

    @Test
    void three_classes_get_a_message_and_one_can_be_chosen() throws IOException {
        Path folder = new TinyDatasetFixture()
                .pictures("sad/a.jpg", "laughs/b.jpg", "neutral/c.jpg")
                .folder(temp.resolve("set"));
        assertThatThrownBy(() -> Datasets.open(List.of(folder)).indexOf("Smiling"))
                .hasMessageContaining("It has 3 folders, which are one attribute each: laughs, neutral, sad.");
        Dataset chosen = open(folder, "*:laughs=Smiling");
        assertThat(chosen.examples()).allSatisfy(e -> assertThat(e.labels()[chosen.indexOf("Smiling")])
                .isEqualTo((byte) (e.name().contains("laughs") ? 1 : 0)));
    }

    @Test
    void single_class_is_named() throws IOException {
        Path folder = new TinyDatasetFixture()
                .pictures("smiling/a.jpg", "smiling/b.jpg")
                .text("neutral/c.heic", "x")
                .folder(temp.resolve("set"));
        assertThatThrownBy(() -> Datasets.open(List.of(folder)))
                .hasMessageContaining(
                        "contains 2 pictures, all of them in the folder smiling, but has no known layout");
    }

    @Test
    void rename_to_itself_keeps_the_labels() throws IOException {
        Path folder = new TinyDatasetFixture()
                .pictures("smiling/a.jpg", "neutral/b.jpg")
                .folder(temp.resolve("set"));
        assertThat(open(folder, "*:smiling=Smiling").examples())
                .extracting(e -> e.labels()[0])
                .containsExactlyInAnyOrder((byte) 0, (byte) 1);
    }

    @Test
    void part_of_a_table_is_read_on_request() throws IOException {
        Path folder = new TinyDatasetFixture()
                .text("list_attr_celeba.txt", "3", "Smiling", "a.jpg 1", "b.jpg -1", "c.jpg 1")
                .pictures("img_align_celeba/b.jpg")
                .folder(temp.resolve("set"));
        assertThatThrownBy(() -> Datasets.open(folder.toString())).hasMessageContaining("2 of them are missing");
        assertThat(TinyDatasetFixture.summary(Datasets.open(folder.toString(), true)))
                .containsExactly("set/b.jpg CELEBA [0] null null");
    }

    @Test
    void sample_of_all_pictures_is_drawn() throws IOException {
        TinyDatasetFixture files = new TinyDatasetFixture();
        IntStream.range(0, 20).forEach(i -> files.pictures((i % 2 == 0 ? "smiling/" : "neutral/") + i + ".jpg"));
        String path = files.folder(temp.resolve("set")).toString();
        DataChoice five = new DataChoice(path, List.of(), SplitProtocol.OWN, 5, 0, 1);
        assertThat(five.all(five.open())).hasSize(5);
        DataChoice whole = new DataChoice(path, List.of(), SplitProtocol.OWN, 0, 0, 1);
        assertThat(whole.all(whole.open())).hasSize(20);
    }

    private static Dataset open(Path folder, String rename) throws IOException {
        return new DataChoice(folder.toString(), List.of(rename), SplitProtocol.OWN, 0, 0, 1).open();
    }
}
