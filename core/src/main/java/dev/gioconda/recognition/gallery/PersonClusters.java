package dev.gioconda.recognition.gallery;

import dev.gioconda.recognition.AverageLinkage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Faces grouped by person.
 *
 * @param clusters the largest first
 */
public record PersonClusters(List<PersonCluster> clusters) {

    /** Copies the list. */
    public PersonClusters {
        clusters = List.copyOf(clusters);
    }

    /**
     * The faces of one person.
     *
     * @param name of the enrolled person; null if none is near
     * @param faces their indices in the list of faces
     */
    public record PersonCluster(@Nullable String name, List<Integer> faces) {}

    /**
     * Clusters faces together with the faces of enrolled persons: a cluster with an enrolled face has that person's name, and
     * faces of two enrolled persons are never in one cluster. Two clusters can have the name of a person whose enrolled faces differ.
     *
     * @param embeddings of the faces
     * @param threshold mean distance from which clusters are not merged
     */
    public static PersonClusters of(List<float[]> embeddings, double threshold, List<EnrolledPerson> enrolled) {
        List<float[]> all = new ArrayList<>(embeddings);
        List<Integer> owners = new ArrayList<>();
        embeddings.forEach(embedding -> owners.add(-1));
        for (int person = 0; person < enrolled.size(); person++) {
            for (float[] embedding : enrolled.get(person).embeddings()) {
                all.add(embedding);
                owners.add(person);
            }
        }
        int[] labels = AverageLinkage.cluster(
                all,
                threshold,
                (a, b) ->
                        owners.get(a) < 0 || owners.get(b) < 0 || owners.get(a).equals(owners.get(b)));
        Map<Integer, List<Integer>> members = new TreeMap<>();
        Map<Integer, String> names = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            if (i < embeddings.size()) {
                members.computeIfAbsent(labels[i], label -> new ArrayList<>()).add(i);
            } else {
                names.put(labels[i], enrolled.get(owners.get(i)).name());
            }
        }
        List<PersonCluster> clusters = new ArrayList<>();
        members.forEach((label, faces) -> clusters.add(new PersonCluster(names.get(label), List.copyOf(faces))));
        clusters.sort(Comparator.comparingInt(
                        (PersonCluster cluster) -> cluster.faces().size())
                .reversed());
        return new PersonClusters(clusters);
    }
}
