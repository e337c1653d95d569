package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CelebA's {@code list_attr_celeba}: the original text file (a count, the names, then rows of a file name and one 1 or
 * -1 per attribute) or Kaggle's {@code .csv} (the names after {@code image_id}, then the same rows).
 *
 * @param location the file, for messages
 * @param attributes the names
 * @param rows the labels by picture file, 1 yes and 0 no, in the file's order // [attributes]
 */
record AttributeTable(String location, List<String> attributes, Map<String, byte[]> rows) {

    static AttributeTable read(LabelFile file) throws DatasetException {
        int headerLines = file.isCsv() ? 1 : 2;
        if (file.rows().size() <= headerLines) {
            throw new DatasetException("%s ends after %d lines and lists no pictures. Copy it again."
                    .formatted(file.location(), file.rows().size()));
        }
        List<String> names = names(file, file.rows().get(headerLines - 1));
        Map<String, byte[]> rows = new LinkedHashMap<>();
        for (LabelFile.LabelRow row :
                file.rows().subList(headerLines, file.rows().size())) {
            if (rows.put(row.cells().get(0), labels(file, row, names)) != null) {
                throw file.error(row, row.cells().get(0) + " is listed twice.");
            }
        }
        checkCount(file, rows.size());
        return new AttributeTable(file.location(), names, rows);
    }

    private static List<String> names(LabelFile file, LabelFile.LabelRow row) throws DatasetException {
        List<String> names = file.isCsv() ? row.cells().subList(1, row.cells().size()) : row.cells();
        if (names.isEmpty() || new HashSet<>(names).size() < names.size() || isNumber(names.get(0))) {
            throw file.error(row, "expected distinct attribute names, such as Smiling, but found: " + row.cells());
        }
        return names;
    }

    private static byte[] labels(LabelFile file, LabelFile.LabelRow row, List<String> names) throws DatasetException {
        int given = row.cells().size() - 1;
        if (given != names.size()) {
            throw file.error(
                    row,
                    "%d values for %d attributes after %s."
                            .formatted(given, names.size(), row.cells().get(0)));
        }
        byte[] labels = new byte[given];
        for (int i = 0; i < given; i++) {
            String cell = row.cells().get(i + 1);
            labels[i] = switch (cell) {
                case "1" -> 1;
                case "-1", "0" -> 0;
                default -> throw file.error(row, "%s is %s, expected 1 or -1.".formatted(names.get(i), cell));
            };
        }
        return labels;
    }

    private static void checkCount(LabelFile file, int rows) throws DatasetException {
        LabelFile.LabelRow first = file.rows().get(0);
        if (!file.isCsv() && !first.cells().equals(List.of(Integer.toString(rows)))) {
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
