package dev.gioconda.score;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * What a partial table contains.
 *
 * @param paths the images whose rows are complete
 * @param failed how many of them have an error
 * @param faceless how many of them have no face
 * @param bytes up to the end of the last complete image
 */
record StoredScores(PathSet paths, long failed, long faceless, long bytes) {

    /** Nothing. */
    static StoredScores none() {
        return new StoredScores(new PathSet(), 0, 0, 0);
    }

    /** Reads a table as far as its rows are complete; the rows of an image are together. */
    static StoredScores read(InputStream in, TableFormat format, List<String> columns) throws IOException {
        TableFormat.RecordReader reader = format.reader(in, columns);
        PathSet paths = new PathSet();
        long failed = 0;
        long faceless = 0;
        long bytes = reader.position();
        for (Map<String, String> row = reader.next(); row != null; row = reader.next()) {
            if (isLast(row)) {
                paths.add(row.getOrDefault(ScoreColumns.PATH, ""));
                failed += row.getOrDefault(ScoreColumns.ERROR, "").isEmpty() ? 0 : 1;
                faceless += row.getOrDefault(ScoreColumns.FACES, "").equals("0") ? 1 : 0;
                bytes = reader.position();
            }
        }
        return new StoredScores(paths, failed, faceless, bytes);
    }

    /** Whether a row is the last one of its image: without a column for faces, without a face, or of the last face. */
    private static boolean isLast(Map<String, String> row) {
        String face = row.get(ScoreColumns.FACE);
        return face == null || face.isEmpty() || face.equals(row.get(ScoreColumns.FACES));
    }
}
