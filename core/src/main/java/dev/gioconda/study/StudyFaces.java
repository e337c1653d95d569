package dev.gioconda.study;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.image.CropGeometry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Loads the faces of a part and reports the progress; the listener is called from several threads. */
record StudyFaces(Consumer<StudyProgress> listener) {

    Faces load(String part, List<Example> examples, CropGeometry geometry) throws IOException {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException(
                    "The %s part of the data is empty; choose other data or another split.".formatted(part));
        }
        listener.accept(new StudyProgress.FacesLoading(part, 0, examples.size()));
        AtomicInteger done = new AtomicInteger();
        Faces faces = new FaceLoader(geometry, FaceCache.MEMORY_LIMIT)
                .load(
                        examples,
                        () -> listener.accept(
                                new StudyProgress.FacesLoading(part, done.incrementAndGet(), examples.size())));
        listener.accept(new StudyProgress.FacesLoaded(part, faces.skipped()));
        return faces;
    }
}
