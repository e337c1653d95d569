package dev.gioconda.data.load;

import dev.gioconda.data.Example;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.tensor.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Labeled faces as input of a network: examples after decoding, face detection and cropping.
 *
 * @param examples examples whose faces are in the cache
 * @param rows the cache row of each example // [examples]
 * @param cache the pixels
 * @param geometry the geometry of the crops
 * @param skipped examples without a face, and why
 */
public record Faces(List<Example> examples, int[] rows, FaceCache cache, CropGeometry geometry, List<Skipped> skipped)
        implements AutoCloseable {

    /** An example without a face: the reason as a sentence, and whether its file is damaged. */
    public record Skipped(Example example, String reason, boolean broken) {}

    /** The same faces with a selection of label columns; shares the cache. */
    public Faces withLabels(int[] columns) {
        return new Faces(
                examples.stream().map(example -> project(example, columns)).toList(),
                rows,
                cache,
                geometry,
                skipped.stream()
                        .map(omitted ->
                                new Skipped(project(omitted.example(), columns), omitted.reason(), omitted.broken()))
                        .toList());
    }

    private static Example project(Example example, int[] columns) {
        byte[] labels = new byte[columns.length];
        for (int i = 0; i < columns.length; i++) {
            labels[i] = example.labels()[columns[i]];
        }
        return example.withLabels(labels);
    }

    /** The number of faces. */
    public int size() {
        return examples.size();
    }

    /** The pictures at the given positions, values in [0, 1]. // [n, 3, h, w] */
    public Tensor pictures(int[] positions) {
        int[] chosen = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            chosen[i] = rows[positions[i]];
        }
        return cache.faces(chosen);
    }

    /** The labels at the given positions: 1 yes, 0 no, -1 unknown. // [n, attributes] */
    public Tensor labels(int[] positions) {
        int attributes = examples.get(0).labels().length;
        float[] values = new float[positions.length * attributes];
        for (int i = 0; i < positions.length; i++) {
            byte[] labels = examples.get(positions[i]).labels();
            for (int a = 0; a < attributes; a++) {
                values[i * attributes + a] = labels[a];
            }
        }
        return Tensors.of(values, positions.length, attributes);
    }

    /**
     * The class index of each picture, for labeled folders of three or more classes. // [size]
     *
     * @throws IllegalArgumentException if a picture does not have exactly one class
     */
    public int[] classes() {
        int[] classes = new int[size()];
        for (int i = 0; i < classes.length; i++) {
            byte[] labels = examples.get(i).labels();
            int[] ones = IntStream.range(0, labels.length)
                    .filter(c -> labels[c] == 1)
                    .toArray();
            if (ones.length != 1 || labels.length < 3) {
                throw new IllegalArgumentException(
                        "%s has %d of %d classes; expected exactly one of three or more, as in folders named by class."
                                .formatted(examples.get(i).name(), ones.length, labels.length));
            }
            classes[i] = ones[0];
        }
        return classes;
    }

    /** The face at a position, for thumbnails. */
    public Picture picture(int position) {
        return cache.picture(rows[position]);
    }

    @Override
    public void close() {
        cache.close();
    }
}
