package dev.gioconda.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContactSheetTest {

    @Test
    void pictures_stand_in_rows_with_their_captions_below() {
        ContactSheet sheet = new ContactSheet(40);
        sheet.add(Pictures.plain(40, 30, 100), "one");
        sheet.add(Pictures.plain(20, 30, 150), "");
        sheet.add(Pictures.plain(400, 300, 50), "three"); // is made smaller
        Picture made = sheet.picture(2);
        assertThat(made.width()).isEqualTo(8 + 2 * 48);
        assertThat(made.height()).isEqualTo(8 + 2 * (30 + 13 + 8));
        assertThat(made.at(8, 8, 0)).isEqualTo(100);
        assertThat(made.at(56, 8, 0)).isEqualTo(150);
        assertThat(made.at(8, 59, 0)).isEqualTo(50);
        assertThat(ink(made, 8, 38)).isBetween(25, 60);
        assertThat(ink(made, 56, 38)).isZero();
        assertThat(ink(made, 8, 89)).isGreaterThan(ink(made, 8, 38));
    }

    @Test
    void every_letter_of_a_caption_is_drawn_and_no_two_alike() {
        String letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:-_+=/()%?";
        assertThat(letters.chars().mapToObj(letter -> drawing((char) letter)))
                .doesNotHaveDuplicates()
                .allSatisfy(drawing -> assertThat(drawing).contains("#"));
        assertThat(drawing('A')).isEqualTo(drawing('a'));
        assertThat(drawing('é')).isEqualTo(drawing('?'));
    }

    @Test
    void an_empty_sheet_is_refused() {
        assertThatThrownBy(() -> new ContactSheet(40).picture(3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String drawing(char letter) {
        StringBuilder rows = new StringBuilder();
        for (int y = 0; y < Lettering.HEIGHT; y++) {
            for (int x = 0; x < Lettering.ADVANCE; x++) {
                rows.append(Lettering.inked(String.valueOf(letter), x, y) ? '#' : '.');
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
