package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContactSheetTest {

    @Test
    void images_are_laid_out_in_rows_with_captions_below() {
        ContactSheet sheet = new ContactSheet(40);
        sheet.add(PictureFixture.plain(40, 30, 100), "one");
        sheet.add(PictureFixture.plain(20, 30, 150), "");
        sheet.add(PictureFixture.plain(400, 300, 50), "three"); // is shrunk
        Picture rendered = sheet.render(2);
        assertThat(rendered.width()).isEqualTo(8 + 2 * 48);
        assertThat(rendered.height()).isEqualTo(8 + 2 * (30 + 13 + 8));
        assertThat(rendered.at(8, 8, 0)).isEqualTo(100);
        assertThat(rendered.at(56, 8, 0)).isEqualTo(150);
        assertThat(rendered.at(8, 59, 0)).isEqualTo(50);
        assertThat(ink(rendered, 8, 38)).isBetween(25, 60);
        assertThat(ink(rendered, 56, 38)).isZero();
        assertThat(ink(rendered, 8, 89)).isGreaterThan(ink(rendered, 8, 38));
    }

    @Test
    void every_caption_letter_has_a_distinct_glyph() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:-_+=/()%?";
        assertThat(letters.chars().mapToObj(letter -> drawing((char) letter)))
                .doesNotHaveDuplicates()
                .allSatisfy(drawing -> assertThat(drawing).contains("#"));
        assertThat(drawing('A')).isEqualTo(drawing('a'));
        assertThat(drawing('é')).isEqualTo(drawing('?'));
    }

    @Test
    void empty_sheet_is_rejected() {
        assertThatThrownBy(() -> new ContactSheet(40).render(3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String drawing(char letter) {
        StringBuilder rows = new StringBuilder();
        for (int y = 0; y < BitmapFont.HEIGHT; y++) {
            for (int x = 0; x < BitmapFont.ADVANCE; x++) {
                rows.append(BitmapFont.isInked(String.valueOf(letter), x, y) ? '#' : '.');
            }
        }
        return rows.toString();
    }

    private static int ink(Picture sheet, int left, int top) {
        int count = 0;
        for (int y = top; y < top + 13; y++) {
            for (int x = left; x < left + 40; x++) {
                count += sheet.at(x, y, 0) < 128 ? 1 : 0;
            }
        }
        return count;
    }
}
