package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * CelebA's {@code list_attr_celeba}: the original text file (a count, the names, then rows of a file name and one 1 or
 * -1 per attribute) or a table with one header row, such as Kaggle's {@code .csv} (the names after {@code image_id}, then the same
 * rows), also as spreadsheets and pandas save it: with an index column, and with 1 and 0, true and false, or yes and no as labels.
 *
 * @param location the file, for messages
 * @param attributes the names
 * @param rows the labels by picture file, 1 yes and 0 no, in the file's order // [attributes]
 */
record AttributeTable(String location, List<String> attributes, Map<String, byte[]> rows) {

    private static final Pattern PICTURE_COLUMN =
            Pattern.compile("(?i)((image|img|picture|photo|file)[_ ]?(id|name|file)?|id|name|path)");

    static AttributeTable read(LabelFile file) throws DatasetException {
        boolean counted = !file.rows().isEmpty() && isCount(file.rows().get(0));
        int headerLines = counted ? 2 : 1;
        if (file.rows().size() <= headerLines) {
            throw new DatasetException("%s ends after %d lines and lists no pictures. Copy it again."
                    .formatted(file.location(), file.rows().size()));
        }
        LabelFile.LabelRow header = file.rows().get(headerLines - 1);
        List<LabelFile.LabelRow> lines =
                file.rows().subList(headerLines, file.rows().size());
        Columns columns = Columns.of(header, lines.get(0), counted);
        List<String> names = names(file, header, columns);
        LabelReader labels = new LabelReader(file, names);
        Map<String, byte[]> rows = new LinkedHashMap<>();
        for (LabelFile.LabelRow row : lines) {
            List<String> cells = columns.cells(row);
            if (cells.isEmpty()) {
                throw file.error(row, "expected a picture and its labels, but found: " + row.cells());
            }
            if (rows.put(cells.get(0), labels.read(row, cells)) != null) {
                throw file.error(row, cells.get(0) + " is listed twice.");
            }
        }
        if (counted) {
            checkCount(file, rows.size());
        }
        return new AttributeTable(file.location(), names, rows);
    }

    /**
     * The columns of a table.
     *
     * @param skipped the number of index columns in front of the picture
     * @param named the number of cells of the header in front of the first attribute
     */
    private record Columns(int skipped, int named) {

        private static Columns of(LabelFile.LabelRow header, LabelFile.LabelRow first, boolean counted) {
            List<String> cells = first.cells();
            int skipped = 0;
            while (skipped + 1 < cells.size() && isNumber(cells.get(skipped)) && !isPicture(cells, skipped)) {
                skipped++;
            }
            if (!isPicture(cells, skipped)) {
                skipped = 0; // pictures without an extension
            }
            boolean withoutIndex = header.cells().size() == cells.size() - 1;
            boolean whole = counted
                    && skipped == 0
                    && !PICTURE_COLUMN.matcher(header.cells().get(0)).matches();
            return new Columns(skipped, whole ? 0 : skipped + (withoutIndex && skipped > 0 ? 0 : 1));
        }

        private static boolean isPicture(List<String> cells, int column) {
            return column < cells.size() && EntryNames.isPicture(cells.get(column));
        }

        List<String> cells(LabelFile.LabelRow row) {
            return row.cells()
                    .subList(Math.min(skipped, row.cells().size()), row.cells().size());
        }
    }

    private static List<String> names(LabelFile file, LabelFile.LabelRow row, Columns columns) throws DatasetException {
        int first = Math.min(columns.named(), row.cells().size());
        List<String> names = row.cells().subList(first, row.cells().size());
        if (names.isEmpty()
                || new HashSet<>(names).size() < names.size()
                || names.contains("")
                || isNumber(names.get(0))) {
            throw file.error(row, "expected distinct attribute names, such as Smiling, but found: " + row.cells());
        }
        return new ArrayList<>(names);
    }

    /** Reads labels, and checks that no column has both ways to write "no", of which 0 may mean unknown. */
    private static final class LabelReader {

        private final LabelFile file;
        private final List<String> names;
        private final boolean[] zero;
        private final boolean[] minusOne;

        LabelReader(LabelFile file, List<String> names) {
            this.file = file;
            this.names = names;
            this.zero = new boolean[names.size()];
            this.minusOne = new boolean[names.size()];
        }

        byte[] read(LabelFile.LabelRow row, List<String> cells) throws DatasetException {
            int given = cells.size() - 1;
            if (given != names.size()) {
                throw file.error(
                        row, "%d values for %d attributes after %s.".formatted(given, names.size(), cells.get(0)));
            }
            byte[] labels = new byte[given];
            for (int i = 0; i < given; i++) {
                OptionalInt value = LabelValue.parse(cells.get(i + 1));
                if (value.isEmpty() || Math.abs(value.getAsInt()) > 1) {
                    throw file.error(row, "%s is %s, expected 1 or -1.".formatted(names.get(i), cells.get(i + 1)));
                }
                labels[i] = (byte) Math.max(0, value.getAsInt());
                zero[i] |= value.getAsInt() == 0;
                minusOne[i] |= value.getAsInt() == -1;
                if (zero[i] && minusOne[i]) {
                    throw file.error(
                            row,
                            "%s has the labels 0 and -1; expected 1 and -1, or 1 and 0. If 0 means unknown, remove these rows or the column."
                                    .formatted(names.get(i)));
                }
            }
            return labels;
        }
    }

    private static boolean isCount(LabelFile.LabelRow row) {
        return row.cells().size() == 1 && isNumber(row.cells().get(0));
    }

    private static void checkCount(LabelFile file, int rows) throws DatasetException {
        LabelFile.LabelRow first = file.rows().get(0);
        if (!first.cells().equals(List.of(Integer.toString(rows)))) {
            throw file.error(
                    first,
                    "expected the number of rows, %d, but found %s. Is the file complete?"
                            .formatted(rows, String.join(" ", first.cells())));
        }
    }

    private static boolean isNumber(String cell) {
        return cell.matches("[-+]?[0-9]+");
    }
}
