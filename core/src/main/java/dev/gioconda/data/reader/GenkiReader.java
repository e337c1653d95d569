package dev.gioconda.data.reader;

import dev.gioconda.data.Dataset;
import dev.gioconda.data.Example;
import dev.gioconda.data.archive.DatasetException;
import dev.gioconda.data.archive.EntryNames;
import dev.gioconda.face.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GENKI-4K (http://mplab.ucsd.edu, The MPLab GENKI-4K Dataset): {@code labels.txt}, whose line N is {@code smile yaw
 * pitch roll} of {@code file<N>.jpg}, N in four digits. The pose is not used.
 */
final class GenkiReader implements DatasetReader {

    @Override
    public Optional<Dataset> read(DatasetSource source) throws IOException {
        Map<String, DatasetSource.PictureLocation> pictures = new HashMap<>();
        for (DatasetSource.PictureLocation picture : source.pictures()) {
            String stem = EntryNames.stem(picture.entry());
            if (stem.matches("file[0-9]{4,}")) {
                pictures.putIfAbsent(stem, picture);
            }
        }
        Optional<LabelFile> file = pictures.isEmpty() ? Optional.empty() : source.labels("labels.txt");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<Example> examples = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (LabelFile.LabelRow row : file.get().rows()) {
            String stem = "file%04d".formatted(row.line());
            DatasetSource.PictureLocation located = pictures.get(stem);
            if (located == null) {
                missing.add(stem);
            } else {
                examples.add(new Example(
                        source.name() + "/" + EntryNames.fileName(located.entry()),
                        located.archive(),
                        located.entry(),
                        Framing.PHOTO,
                        new byte[] {label(file.get(), row)},
                        null,
                        null));
            }
        }
        Pairing.check(file.get().location(), file.get().rows().size(), missing, pictures.size(), source.allowMissing());
        return Optional.of(new Dataset(source.name(), List.of("Smiling"), examples));
    }

    private static byte label(LabelFile file, LabelFile.LabelRow row) throws DatasetException {
        if (row.cells().size() != 4) {
            throw file.error(row, "expected smile, yaw, pitch and roll, but found: " + row.cells());
        }
        int value = LabelValue.parse(row.cells().get(0)).orElse(-1);
        if (value != 0 && value != 1) {
            throw file.error(
                    row,
                    "the smile is %s, expected 1 or 0.".formatted(row.cells().get(0)));
        }
        return (byte) value;
    }
}
