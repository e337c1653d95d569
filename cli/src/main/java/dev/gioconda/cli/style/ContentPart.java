package dev.gioconda.cli.style;

import dev.gioconda.face.FaceDetector;
import dev.gioconda.face.detector.FaceDetectors;
import dev.gioconda.face.mesh.FaceMesh;
import dev.gioconda.face.mesh.FacePart;
import dev.gioconda.face.mesh.MeshMask;
import dev.gioconda.face.mesh.MeshNetwork;
import dev.gioconda.face.segmentation.PersonSegmenter;
import dev.gioconda.image.Picture;
import dev.gioconda.style.canvas.FaceMask;
import dev.gioconda.weights.fetch.OfficialWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A part of a content image that can be stylized alone. */
enum ContentPart {
    /** The faces, as ellipses with soft borders. */
    FACE {
        @Override
        Picture mask(Picture content) {
            return FaceMask.picture(content);
        }
    },
    /** The lips and the mouth between them. */
    LIPS {
        @Override
        Picture mask(Picture content) throws IOException {
            return parts(content, Set.of(FacePart.LIPS), Set.of());
        }
    },
    /** The eyes between their lids. */
    EYES {
        @Override
        Picture mask(Picture content) throws IOException {
            return parts(content, EYE_PARTS, Set.of());
        }
    },
    /** The faces without lips, eyes and brows. */
    SKIN {
        @Override
        Picture mask(Picture content) throws IOException {
            return parts(content, Set.of(FacePart.OVAL), EnumSet.complementOf(EnumSet.of(FacePart.OVAL)));
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

    private static final Set<FacePart> EYE_PARTS = Set.of(FacePart.RIGHT_EYE, FacePart.LEFT_EYE);

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

    private static Picture parts(Picture content, Set<FacePart> inside, Set<FacePart> outside) throws IOException {
        Path file = OfficialWeights.forCurrentUser()
                .find(MeshNetwork.NETWORK)
                .orElseThrow(
                        () -> new IOException(
                                "A mask of parts of faces needs the network face-mesh, which is not on this machine; \"gioconda weights fetch face-mesh\" downloads it."));
        try (MeshNetwork network = new MeshNetwork(file);
                FaceDetector detector = FaceDetectors.installed().open()) {
            List<FaceMesh> meshes = detector.detect(content).stream()
                    .map(face -> network.mesh(content, detector.refined(content, face)))
                    .toList();
            return MeshMask.of(content, meshes, inside, outside);
        }
    }

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
