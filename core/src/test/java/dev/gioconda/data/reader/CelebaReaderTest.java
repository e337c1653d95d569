package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.TinyDatasetFixture;
import dev.gioconda.data.archive.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelebaReaderTest {

    private static final String[] ATTRIBUTES = {
        "3", "Male Smiling ", "000001.jpg -1  1", "000002.jpg  1 -1", "000007.jpg  1  1"
    };
    private static final String[] PICTURES = {
        "img_align_celeba/000001.jpg", "img_align_celeba/000002.jpg", "img_align_celeba/000007.jpg"
    };
    private static final List<String> EXPECTED = List.of(
            "set/000001.jpg CELEBA [0, 1] TRAIN celeba:12",
            "set/000002.jpg CELEBA [1, 0] VALIDATION celeba:13",
            "set/000007.jpg CELEBA [1, 1] TEST celeba:12");

    @TempDir
    private Path temp;

    private static TinyDatasetFixture labels() {
        return new TinyDatasetFixture()
                .text("list_attr_celeba.txt", ATTRIBUTES)
                .text("list_eval_partition.txt", "000001.jpg 0", "000002.jpg 1", "000007.jpg 2")
                .text("identity_CelebA.txt", "000001.jpg 12", "000002.jpg 13", "000007.jpg 12");
    }

    @Test
    void reads_labels_and_images_from_any_archive_kind() throws IOException {
        for (Path path : labels().pictures(PICTURES).everyContainer(temp)) {
            Dataset set = Datasets.open(List.of(path));
            assertThat(set.attributes()).containsExactly("Male", "Smiling");
            assertThat(TinyDatasetFixture.summary(set)).isEqualTo(EXPECTED);
        }
    }

    @Test
    void reads_labels_next_to_an_image_archive() throws IOException {
        Path zip = labels().folder(temp.resolve("a/set"));
        new TinyDatasetFixture().pictures(PICTURES).zip(zip.resolve("img_align_celeba.zip"));
        assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(zip)))).isEqualTo(EXPECTED);

        Path tar = labels().folder(temp.resolve("b/set"));
        Path archive = new TinyDatasetFixture().pictures(PICTURES).tarGz(tar.resolve("img_align_celeba.tar.gz"));
        assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(tar)))).isEqualTo(EXPECTED);
        assertThat(Datasets.open(List.of(archive)).examples()).hasSize(3);
    }

    @Test
    void reads_kaggle_tables_and_nested_folder() throws IOException {
        TinyDatasetFixture kaggle = new TinyDatasetFixture()
                .text(
                        "list_attr_celeba.csv",
                        "image_id,Male,Smiling",
                        "000001.jpg,-1,1",
                        "000002.jpg,1,-1",
                        "000007.jpg,1,1")
                .text("list_eval_partition.csv", "image_id,partition", "000001.jpg,0", "000002.jpg,1", "000007.jpg,2")
                .pictures(
                        "img_align_celeba/img_align_celeba/000001.jpg",
                        "img_align_celeba/img_align_celeba/000002.jpg",
                        "img_align_celeba/img_align_celeba/000007.jpg");
        for (Path path : kaggle.everyContainer(temp)) {
            assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(path))))
                    .containsExactly(
                            "set/000001.jpg CELEBA [0, 1] TRAIN null",
                            "set/000002.jpg CELEBA [1, 0] VALIDATION null",
                            "set/000007.jpg CELEBA [1, 1] TEST null");
        }
    }

    @Test
    void reads_official_layout_with_partly_unpacked_archive() throws IOException {
        Path set = new TinyDatasetFixture()
                .text("Anno/list_attr_celeba.txt", ATTRIBUTES)
                .text("Eval/list_eval_partition.txt", "000001.jpg 0", "000002.jpg 1", "000007.jpg 2")
                .pictures("Img/img_align_celeba/000001.jpg")
                .folder(temp.resolve("set"));
        new TinyDatasetFixture().pictures(PICTURES).zip(set.resolve("Img/img_align_celeba.zip"));
        Dataset read = Datasets.open(List.of(set));
        assertThat(read.examples())
                .extracting(e -> e.archive().name())
                .containsExactly("set", "Img/img_align_celeba.zip", "Img/img_align_celeba.zip");
    }

    @Test
    void unaligned_images_have_photo_framing() throws IOException {
        Path set = new TinyDatasetFixture()
                .text("list_attr_celeba.txt", "1", "Smiling", "183669.jpg  1")
                .pictures("img_celeba/183669.jpg")
                .folder(temp.resolve("wild"));
        assertThat(TinyDatasetFixture.summary(Datasets.open(List.of(set))))
                .containsExactly("wild/183669.jpg PHOTO [1] null null");
    }

    @Test
    void malformed_line_is_reported_with_its_number() throws IOException {
        assertThatThrownBy(() -> read("2", "Male Smiling", "a.jpg 1 1", "b.jpg 1"))
                .hasMessageContaining("list_attr_celeba.txt, line 4: 1 values for 2 attributes after b.jpg");
        assertThatThrownBy(() -> read("1", "Male Smiling", "a.jpg 1 maybe"))
                .hasMessageContaining("line 3: Smiling is maybe, expected 1 or -1");
        assertThatThrownBy(() -> read("5", "Smiling", "a.jpg 1"))
                .hasMessageContaining("line 1: expected the number of rows, 1, but found 5");
        assertThatThrownBy(() -> read("2", "Smiling", "a.jpg 1", "a.jpg -1"))
                .hasMessageContaining("line 4: a.jpg is listed twice");
        assertThatThrownBy(() -> read("2", "1 1", "a.jpg 1 1"))
                .hasMessageContaining("line 2: expected distinct attribute names");
        assertThatThrownBy(() -> read("2")).hasMessageContaining("ends after 1 lines");
        Path csv = new TinyDatasetFixture()
                .text("list_attr_celeba.csv", "image_id,Smiling", "a.jpg,1", "b.jpg,2")
                .pictures("img_align_celeba/a.jpg")
                .folder(Files.createTempDirectory(temp, "csv"));
        assertThatThrownBy(() -> Datasets.open(List.of(csv))).hasMessageContaining("line 3: Smiling is 2");
    }

    @Test
    void more_than_one_percent_missing_images_is_an_error() throws IOException {
        assertThatThrownBy(() -> read("2", "Smiling", "a.jpg 1", "b.jpg 1"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("lists 2 pictures, 1 of them are missing (such as b.jpg)");
        String[] lines = new String[202];
        lines[0] = "200";
        lines[1] = "Smiling";
        for (int i = 0; i < 200; i++) {
            lines[i + 2] = i + ".jpg 1";
        }
        TinyDatasetFixture manyLines =
                new TinyDatasetFixture().text("list_attr_celeba.txt", lines).pictures("img_align_celeba/extra.jpg");
        for (int i = 2; i < 200; i++) {
            manyLines.pictures("img_align_celeba/" + i + ".jpg");
        }
        assertThat(Datasets.open(List.of(manyLines.folder(temp.resolve("almost"))))
                        .examples())
                .hasSize(198);
    }

    @Test
    void unknown_partition_is_rejected() throws IOException {
        Path set = labels().text("list_eval_partition.txt", "000001.jpg 0", "000002.jpg 3")
                .pictures(PICTURES)
                .folder(temp.resolve("set"));
        assertThatThrownBy(() -> Datasets.open(List.of(set)))
                .hasMessageContaining("list_eval_partition.txt, line 2: the partition is 3, expected 0 (train)");
    }

    @Test
    void labels_without_images_and_ambiguous_sets_are_rejected() throws IOException {
        Path labelsOnly = labels().folder(temp.resolve("bare"));
        assertThatThrownBy(() -> Datasets.open(List.of(labelsOnly)))
                .hasMessageContaining("no picture in img_align_celeba/");
        new TinyDatasetFixture().text("x/list_attr_celeba.txt", ATTRIBUTES).folder(labelsOnly);
        assertThatThrownBy(() -> Datasets.open(List.of(labelsOnly))).hasMessageContaining("as in a,b");
    }

    private Dataset read(String... attributeLines) throws IOException {
        Path set = new TinyDatasetFixture()
                .text("list_attr_celeba.txt", attributeLines)
                .pictures("img_align_celeba/a.jpg")
                .folder(Files.createTempDirectory(temp, "set"));
        return Datasets.open(List.of(set));
    }
}
