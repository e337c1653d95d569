package dev.gioconda.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Label tables as spreadsheets, pandas and R write them. */
class SpreadsheetTableTest {

    private static AttributeTable csv(String text) throws IOException {
        return AttributeTable.read(LabelFile.parse("list_attr_celeba.csv", text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_id,Male,Smiling\na.jpg,-1,1\nb.jpg,1,-1\n",
                "image_id;Male;Smiling\r\na.jpg;-1;1\r\nb.jpg;1;-1\r\n",
                "sep=;\nimage_id;Male;Smiling\na.jpg;-1,0;1,0\nb.jpg;1,0;-1,0\n",
                "image_id\tMale\tSmiling\na.jpg\t-1\t1\nb.jpg\t1\t-1\n",
                ",image_id,Male,Smiling\n0,a.jpg,-1,1\n1,b.jpg,1,-1\n",
                "Unnamed: 0,image_id,Male,Smiling\n0,a.jpg,0,1.0\n1,b.jpg,1.0,0.0\n",
                "image_id,Male,Smiling\n1,a.jpg,False,True\n2,b.jpg,True,False\n",
                "image_id;Male;Smiling\na.jpg;no;YES\nb.jpg;Yes;no\n",
                "image_id;Male;Smiling\na.jpg;FALSCH;WAHR\nb.jpg;WAHR;FALSCH\n",
                "2;;\nMale;Smiling;\na.jpg;-1;1\nb.jpg;1;-1\n",
                "\uFEFFimage_id,Male,Smiling,,\na.jpg,-1,1,,\nb.jpg,1,-1,,\n,,,,\n"
            })
    void table_of_any_program_is_read(String text) throws IOException {
        AttributeTable table = csv(text);
        assertThat(table.attributes()).containsExactly("Male", "Smiling");
        assertThat(table.rows()).containsOnlyKeys("a.jpg", "b.jpg");
        assertThat(table.rows().get("a.jpg")).containsExactly(0, 1);
        assertThat(table.rows().get("b.jpg")).containsExactly(1, 0);
    }

    @Test
    void utf_16_is_read_with_and_without_its_mark() throws IOException {
        String text = "image_id\tSmiling\na.jpg\t1\n";
        for (Charset charset : Arrays.asList(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_8)) {
            byte[] bytes = text.getBytes(charset);
            AttributeTable table = AttributeTable.read(LabelFile.parse("list_attr_celeba.csv", bytes));
            assertThat(table.attributes()).as(charset.name()).containsExactly("Smiling");
            assertThat(table.rows()).containsOnlyKeys("a.jpg");
        }
    }

    @Test
    void zero_and_minus_one_in_one_column_are_rejected() {
        assertThatThrownBy(() -> csv("image_id,Male,Smiling\na.jpg,0,1\nb.jpg,1,-1\nc.jpg,1,0\n"))
                .hasMessageContaining("line 4: Smiling has the labels 0 and -1; expected 1 and -1, or 1 and 0.");
    }

    @Test
    void zero_in_one_column_and_minus_one_in_another_are_read() throws IOException {
        assertThat(csv("image_id,Male,Smiling\na.jpg,0,-1\n").rows().get("a.jpg"))
                .containsExactly(0, 0);
    }

    @Test
    void other_cells_are_rejected() {
        assertThatThrownBy(() -> csv("image_id,Smiling\na.jpg,0.5\n")).hasMessageContaining("Smiling is 0.5");
        assertThatThrownBy(() -> csv("image_id,Smiling\na.jpg,maybe\n")).hasMessageContaining("Smiling is maybe");
        assertThatThrownBy(() -> csv("image_id,Male,Smiling\na.jpg,1\n"))
                .hasMessageContaining("1 values for 2 attributes after a.jpg");
    }

    @Test
    void counted_text_with_a_short_row_is_rejected() {
        byte[] text = "1\nMale Smiling\na.jpg 1\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> AttributeTable.read(LabelFile.parse("list_attr_celeba.txt", text)))
                .hasMessageContaining("1 values for 2 attributes after a.jpg");
    }
}
