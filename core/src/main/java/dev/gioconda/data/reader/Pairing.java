package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks that label rows and picture files match. */
final class Pairing {

    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);

    /** A larger fraction of rows without a picture means a wrong or incomplete archive. */
    private static final double MAX_MISSING_SHARE = 0.01;

    private Pairing() {}

    /**
     * Logs how many rows and pictures are skipped.
     *
     * @param location the label file
     * @param rows its number of rows
     * @param missing the rows without a picture
     * @param pictures the number of pictures
     * @param allowMissing whether any number of rows may lack a picture, but not all
     * @throws DatasetException if more than 1 % of the rows have no picture, or all
     */
    static void check(String location, int rows, List<String> missing, int pictures, boolean allowMissing)
            throws DatasetException {
        int allowed = allowMissing ? rows - 1 : (int) (MAX_MISSING_SHARE * rows);
        if (missing.size() > allowed) {
            throw new DatasetException(
                    "%s lists %d pictures, %d of them are missing (such as %s). Is the archive of pictures complete and beside it?"
                            .formatted(location, rows, missing.size(), missing.get(0)));
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "{}: {} of {} rows have no picture and are skipped, such as {}.",
                    location,
                    missing.size(),
                    rows,
                    missing.get(0));
        }
        int unlabeled = pictures - (rows - missing.size());
        if (unlabeled > 0) {
            LOG.warn("{}: {} pictures have no row and are skipped.", location, unlabeled);
        }
    }
}
