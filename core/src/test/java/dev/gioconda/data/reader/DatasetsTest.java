package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.TinyDatasetFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    private Path temp;

    private Path celeba(String name, String attributes, String labels) throws IOException {
        return new TinyDatasetFixture()
                .text("list_attr_celeba.txt", "1", attributes, "1.jpg " + labels)
                .pictures("img_align_celeba/1.jpg")
                .folder(temp.resolve(name));
    }

    @Test
    void joined_sets_have_all_attributes_and_unknown_labels() throws IOException {
        Path a = celeba("a", "Male Smiling", "1 -1");
        Path b = celeba("b", "Smiling Bangs", "1 1");
        Dataset joined = Datasets.open(a + ", " + b);
        assertThat(joined.name()).isEqualTo("a+b");
        assertThat(joined.attributes()).containsExactly("Male", "Smiling", "Bangs");
        assertThat(TinyDatasetFixture.summary(joined))
                .containsExactly("a/1.jpg CELEBA [1, 0, -1] null null", "b/1.jpg CELEBA [-1, 1, 1] null null");
    }

    @Test
    void joined_sets_get_distinct_names_and_reject_duplicates() throws IOException {
        Path a = celeba("x/set", "Smiling", "1");
        Path b = celeba("y/set", "Smiling", "1");
        assertThat(Datasets.open(List.of(a, b)).examples())
                .extracting(Example::name)
                .containsExactly("set/1.jpg", "set-2/1.jpg");
        assertThatThrownBy(() -> Datasets.open(a + "," + a)).hasMessageContaining("listed twice");
    }

    @Test
    void unknown_attribute_suggests_the_nearest_name() throws IOException {
        Dataset set = Datasets.open(List.of(celeba("a", "Male Smiling", "1 -1")));
        assertThat(set.indexOf("Smiling")).isEqualTo(1);
        assertThatThrownBy(() -> set.indexOf("smilling"))
                .hasMessage("The data set a has no attribute smilling. Did you mean Smiling?");
        assertThatThrownBy(() -> set.indexOf("Eyeglasses")).hasMessageContaining("It has: Male, Smiling.");
    }
}
