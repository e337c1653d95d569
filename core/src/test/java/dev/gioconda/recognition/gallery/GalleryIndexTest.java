package dev.gioconda.recognition.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gioconda.recognition.gallery.GalleryIndex.Candidate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GalleryIndexTest {

    private static EnrolledPerson person(String name, float[]... embeddings) {
        return new EnrolledPerson(name, "signed", "operator", Instant.EPOCH, List.of(embeddings));
    }

    @Test
    void nearest_persons_come_first_by_mean_distance() {
        GalleryIndex index = new GalleryIndex(new FaceGallery(
                "test",
                List.of(
                        person("far", new float[] {9, 0}),
                        person("two", new float[] {1, 0}, new float[] {3, 0}),
                        person("near", new float[] {0, 1}))));
        List<Candidate> nearest = index.nearest(new float[] {0, 0}, 2);
        assertThat(nearest).extracting(candidate -> candidate.person().name()).containsExactly("near", "two");
        assertThat(nearest.get(1).distance()).isCloseTo(2, within(1e-6));
    }

    @Test
    void empty_gallery_has_no_candidates() {
        assertThat(new GalleryIndex(new FaceGallery("test", List.of())).nearest(new float[2], 3))
                .isEmpty();
    }

    @Test
    void clusters_take_the_names_of_enrolled_persons_and_keep_them_apart() {
        List<EnrolledPerson> enrolled = List.of(person("Ada", new float[] {0}), person("Eve", new float[] {0.3f}));
        PersonClusters clusters = PersonClusters.of(
                List.of(new float[] {0.05f}, new float[] {0.32f}, new float[] {0.02f}, new float[] {7}), 1, enrolled);
        assertThat(clusters.clusters())
                .containsExactly(
                        new PersonClusters.PersonCluster("Ada", List.of(0, 2)),
                        new PersonClusters.PersonCluster("Eve", List.of(1)),
                        new PersonClusters.PersonCluster(null, List.of(3)));
    }
}
