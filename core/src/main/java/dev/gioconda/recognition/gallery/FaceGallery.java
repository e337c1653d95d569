package dev.gioconda.recognition.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Enrolled persons.
 *
 * @param embedder that computed the embeddings; those of others cannot be compared with them
 * @param persons in the order of enrollment
 */
public record FaceGallery(String embedder, List<EnrolledPerson> persons) {

    /** Copies the list. */
    public FaceGallery {
        persons = List.copyOf(persons);
        List<Integer> lengths = persons.stream()
                .flatMap(person -> person.embeddings().stream())
                .map(embedding -> embedding.length)
                .distinct()
                .toList();
        if (lengths.size() > 1) {
            throw new IllegalArgumentException(
                    "The embeddings have %s numbers; expected one length, that of %s.".formatted(lengths, embedder));
        }
    }

    /** The person with that name. */
    public Optional<EnrolledPerson> person(String name) {
        return persons.stream().filter(person -> person.name().equals(name)).findFirst();
    }

    /**
     * This gallery with a person; the faces of a person of that name are kept.
     *
     * @param added with embeddings of this gallery's embedder
     * @throws IllegalArgumentException if the embeddings have another length than the others
     */
    public FaceGallery with(EnrolledPerson added) {
        Optional<EnrolledPerson> known = person(added.name());
        List<EnrolledPerson> all = new ArrayList<>(persons);
        if (known.isPresent()) {
            all.set(all.indexOf(known.get()), known.get().joined(added));
        } else {
            all.add(added);
        }
        return new FaceGallery(embedder, all);
    }

    /**
     * This gallery without a person.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public FaceGallery without(String name) {
        EnrolledPerson removed = person(name)
                .orElseThrow(() -> new IllegalArgumentException("Nobody is enrolled as \"%s\".".formatted(name)));
        return new FaceGallery(
                embedder,
                persons.stream().filter(person -> !person.equals(removed)).toList());
    }
}
