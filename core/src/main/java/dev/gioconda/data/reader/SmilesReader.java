package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SMILEs (Hromada et al., SMILEsmileD; faces of Labeled Faces in the Wild in LFWcrop's box): {@code positives/…/N.jpg}
 * and {@code negatives/…/N.jpg}. A number identifies one face; if it is in both folders, both pictures are skipped.
 */
final class SmilesReader implements DatasetReader {

    private static final Logger LOG = LoggerFactory.getLogger(SmilesReader.class);

    @Override
    public Optional<Dataset> read(DatasetSource source) throws IOException {
        Map<String, DatasetSource.PictureLocation> negatives = new HashMap<>();
        Map<String, DatasetSource.PictureLocation> positives = new HashMap<>();
        List<DatasetSource.PictureLocation> pictures = source.pictures();
        for (DatasetSource.PictureLocation picture : pictures) {
            List<String> segments = EntryNames.segments(picture.entry());
            String stem = EntryNames.stem(picture.entry());
            boolean positive = segments.contains("positives");
            if (!stem.matches("[0-9]+") || positive == segments.contains("negatives")) {
                return Optional.empty();
            }
            (positive ? positives : negatives).putIfAbsent(stem, picture);
        }
        Set<String> conflicts = new HashSet<>(positives.keySet());
        conflicts.retainAll(negatives.keySet());
        // folders that both count from 1 are another data set, not SMILEs
        if (positives.isEmpty()
                || negatives.isEmpty()
                || 2 * conflicts.size() > Math.min(positives.size(), negatives.size())) {
            return Optional.empty();
        }
        if (!conflicts.isEmpty()) {
            LOG.warn(
                    "{}: {} faces are in positives and in negatives; their {} pictures are skipped.",
                    source.name(),
                    conflicts.size(),
                    2 * conflicts.size());
        }
        List<Example> examples = new ArrayList<>();
        for (DatasetSource.PictureLocation picture : pictures) {
            String stem = EntryNames.stem(picture.entry());
            boolean positive = picture.equals(positives.get(stem));
            if (!conflicts.contains(stem) && (positive || picture.equals(negatives.get(stem)))) {
                examples.add(new Example(
                        source.name()
                                + (positive ? "/positives/" : "/negatives/")
                                + EntryNames.fileName(picture.entry()),
                        picture.archive(),
                        picture.entry(),
                        Framing.LFWCROP,
                        new byte[] {(byte) (positive ? 1 : 0)},
                        null,
                        null));
            }
        }
        return Optional.of(new Dataset(source.name(), List.of("Smiling"), examples));
    }
}
