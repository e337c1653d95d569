package dev.gioconda.train.distillation;

import dev.gioconda.data.Example;
import dev.gioconda.data.load.FaceCache;
import dev.gioconda.data.load.FaceLoader;
import dev.gioconda.data.load.Faces;
import dev.gioconda.data.synthetic.SyntheticPortraits;
import dev.gioconda.nn.EmbeddingNet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/** Drawn faces, a teacher with random weights, and a recipe that trains in seconds. */
final class SmallDistillationFixture {

    private static final List<String> SETTINGS = List.of(
            "widths=[4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8]",
            "pruning=12",
            "training.epochs=2",
            "training.batch=4",
            "training.average=0.5",
            "training.precision=float32");

    private SmallDistillationFixture() {}

    static EmbeddingRecipe recipe(String... changes) throws IOException {
        List<String> all = new ArrayList<>(SETTINGS);
        all.addAll(List.of(changes));
        return EmbeddingRecipe.read(null, all);
    }

    /** Portraits {@code from} to {@code to} of seed 1. */
    static Faces faces(int from, int to) throws IOException {
        List<Example> examples =
                new SyntheticPortraits(1, to).dataset().examples().subList(from, to);
        return new FaceLoader(FacePatches.GEOMETRY, FaceCache.MEMORY_LIMIT).load(examples, () -> {});
    }

    /** A network of dlib's shapes with random weights. */
    static EmbeddingNet teacher() {
        torch.manual_seed(7);
        EmbeddingNet teacher = new EmbeddingNet(EmbeddingNet.DLIB_WIDTHS);
        teacher.eval();
        return teacher;
    }
}
