package dev.gioconda.retrain;

import dev.gioconda.data.archive.PictureArchive;
import dev.gioconda.feedback.FeedbackPictures;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * The submitted images of a store as an archive whose entries are their hashes.
 *
 * @param pictures of the store
 * @param entries the hashes
 */
record StoredPictures(FeedbackPictures pictures, Set<String> entries) implements PictureArchive {

    @Override
    public String name() {
        return "feedback";
    }

    @Override
    public void visit(Set<String> wanted, Visitor visitor) throws IOException {
        for (String hash : entries) {
            if (wanted.contains(hash)) {
                Optional<byte[]> png = pictures.read(hash);
                if (png.isPresent()) { // else it was deleted after it was listed
                    visitor.accept(hash, png.get());
                }
            }
        }
    }
}
