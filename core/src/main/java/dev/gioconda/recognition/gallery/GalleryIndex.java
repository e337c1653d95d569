package dev.gioconda.recognition.gallery;

import dev.gioconda.recognition.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Finds the enrolled persons that are nearest to a face, by comparing it with every embedding. Safe for several threads. */
public final class GalleryIndex {

    private final List<EnrolledPerson> persons;
    private final int dimensions;
    private final float[] matrix; // [embeddings, dimensions]
    private final int[] starts; // of each person's rows, and the number of rows // [persons + 1]

    /** An enrolled person and the distance of a face to this person: the mean over the person's embeddings. */
    public record Candidate(EnrolledPerson person, double distance) {}

    /** Indexes the embeddings of a gallery, which have one length. */
    public GalleryIndex(FaceGallery gallery) {
        persons = gallery.persons();
        dimensions = persons.isEmpty() ? 0 : persons.get(0).embeddings().get(0).length;
        starts = new int[persons.size() + 1];
        for (int i = 0; i < persons.size(); i++) {
            starts[i + 1] = starts[i] + persons.get(i).embeddings().size();
        }
        matrix = new float[starts[persons.size()] * dimensions];
        int row = 0;
        for (EnrolledPerson person : persons) {
            for (float[] embedding : person.embeddings()) {
                System.arraycopy(embedding, 0, matrix, row * dimensions, dimensions);
                row++;
            }
        }
    }

    /** The persons nearest to an embedding, the nearest one first. */
    public List<Candidate> nearest(float[] embedding, int count) {
        PriorityQueue<Candidate> farthestFirst = new PriorityQueue<>(
                Comparator.comparingDouble(Candidate::distance).reversed());
        for (int i = 0; i < persons.size(); i++) {
            double sum = 0;
            for (int row = starts[i]; row < starts[i + 1]; row++) {
                sum += Math.sqrt(Vectors.squaredDistance(matrix, row * dimensions, embedding));
            }
            double distance = sum / (starts[i + 1] - starts[i]);
            Candidate farthest = farthestFirst.peek();
            if (farthest == null || farthestFirst.size() < count || distance < farthest.distance()) {
                farthestFirst.add(new Candidate(persons.get(i), distance));
            }
            if (farthestFirst.size() > count) {
                farthestFirst.remove();
            }
        }
        return farthestFirst.stream()
                .sorted(Comparator.comparingDouble(Candidate::distance))
                .toList();
    }
}
