package dev.gioconda.cli.style;

import dev.gioconda.face.segmentation.PersonSegmenter;
import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.FaceMask;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A part of a content image that can be stylized alone. */
enum ContentPart {
    /** The faces, as ellipses with soft borders. */
    FACE {
        @Override
        Picture mask(Picture content) {
            return FaceMask.picture(content);
        }
    },
    /** The persons. */
    PERSON {
        @Override
        Picture mask(Picture content) throws IOException {
            return persons(content);
        }
    },
    /** All but the persons. */
    BACKGROUND {
        @Override
        Picture mask(Picture content) throws IOException {
            Picture persons = persons(content);
            byte[] rgb = persons.rgb().clone();
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (255 - (rgb[i] & 0xff));
            }
            return new Picture(persons.width(), persons.height(), rgb);
        }
    };

    /** The part of a name as users type it. */
    static Optional<ContentPart> named(String name) {
        return Arrays.stream(values())
                .filter(part -> part.option().equals(name))
                .findFirst();
    }

    /** As users type it. */
    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mask of the part: white where it is, black where it is not.
     *
     * @throws IOException if the network is not on this machine or cannot be read
     */
    abstract Picture mask(Picture content) throws IOException;

    private static Picture persons(Picture content) throws IOException {
        Path file = OfficialWeights.forCurrentUser()
                .find(PersonSegmenter.NETWORK)
                .orElseThrow(
                        () -> new IOException(
                                "A mask of persons needs the network person-mask, which is not on this machine; \"gioconda weights fetch person-mask\" downloads it."));
        try (PersonSegmenter segmenter = new PersonSegmenter(file)) {
            return segmenter.mask(content);
        }
    }
}
