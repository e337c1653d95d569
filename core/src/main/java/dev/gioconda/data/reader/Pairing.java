package dev.gioconda.data.reader;

import dev.gioconda.data.archive.DatasetException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What to do when label rows and picture files do not pair up. */
final class Pairing {

    private static final Logger LOG = LoggerFactory.getLogger(Pairing.class);

    /** More rows than this share without a picture mean a wrong or half-copied archive. */
    private static final double MAX_MISSING_SHARE = 0.01;

    private Pairing() {}

    /**
     * Counts in the log what is left out.
     *
     * @param location the label file
     * @param rows how many rows it has
     * @param missing the rows without a picture
     * @param pictures how many pictures there are
     * @throws DatasetException when more than 1 % of the rows have no picture
     */
    static void check(String location, int rows, List<String> missing, int pictures) throws DatasetException {
        if (missing.size() > MAX_MISSING_SHARE * rows) {
            throw new DatasetException(
                    "%s names %d pictures, %d of them are not there (such as %s). Is the archive of pictures complete and beside it?"
                            .formatted(location, rows, missing.size(), missing.get(0)));
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "{}: {} of {} rows have no picture and are left out, such as {}.",
                    location,
                    missing.size(),
                    rows,
                    missing.get(0));
        }
        int unlabeled = pictures - (rows - missing.size());
        if (unlabeled > 0) {
            LOG.warn("{}: {} pictures have no row and are left out.", location, unlabeled);
        }
    }
}
