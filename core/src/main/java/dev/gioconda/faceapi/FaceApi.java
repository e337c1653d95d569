package dev.gioconda.faceapi;

import dev.gioconda.image.Picture;
import dev.gioconda.weights.format.TfjsArchive;
import dev.gioconda.weights.format.WeightFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The networks of an archive of face-api. A network is read when it is first used and owned by this object: it must not be used
 * after {@link #close}. Thread-safe.
 */
public final class FaceApi implements AutoCloseable {

    private final WeightFile archive;
    private final Map<Class<?>, Object> networks = new HashMap<>();
    private final List<NetWeights> owners = new ArrayList<>();
    private boolean closed;

    private FaceApi(WeightFile archive) {
        this.archive = archive;
    }

    /**
     * Opens the package of npm, {@code face-api-1.7.15.tgz}, or a folder with its files {@code *-weights_manifest.json} and {@code
     * *.bin}.
     *
     * @throws IOException if it is damaged or something else
     */
    public static FaceApi open(Path archive) throws IOException {
        return new FaceApi(TfjsArchive.open(archive));
    }

    /** The detector SSD MobileNet V1. */
    public SsdDetector ssdDetector() throws IOException {
        return network(SsdDetector.class, SsdDetector.MODEL, SsdDetector::new);
    }

    /** The small detector. */
    public TinyDetector tinyDetector() throws IOException {
        return network(TinyDetector.class, TinyDetector.MODEL, TinyDetector::new);
    }

    /** The network of 68 landmarks. */
    public LandmarkNet landmarkNet() throws IOException {
        return network(LandmarkNet.class, LandmarkNet.MODEL, LandmarkNet::new);
    }

    /** The small network of 68 landmarks. */
    public TinyLandmarkNet tinyLandmarkNet() throws IOException {
        return network(TinyLandmarkNet.class, TinyLandmarkNet.MODEL, TinyLandmarkNet::new);
    }

    /** The network of seven expressions. */
    public ExpressionNet expressionNet() throws IOException {
        return network(ExpressionNet.class, ExpressionNet.MODEL, ExpressionNet::new);
    }

    /** The network of age and gender. */
    public AgeGenderNet ageGenderNet() throws IOException {
        return network(AgeGenderNet.class, AgeGenderNet.MODEL, AgeGenderNet::new);
    }

    /** dlib's descriptor. */
    public DescriptorNet descriptorNet() throws IOException {
        return network(DescriptorNet.class, DescriptorNet.MODEL, DescriptorNet::new);
    }

    /**
     * Describes a detected face: landmarks from its box, expressions, age and gender from the box of the landmarks, the descriptor
     * from a third box.
     *
     * @return nothing if one of the boxes has less than a pixel inside the picture
     */
    public Optional<FaceDescription> describe(Picture picture, Detection face) throws IOException {
        Optional<Picture> crop = face.box().crop(picture);
        if (crop.isEmpty()) {
            return Optional.empty();
        }
        Landmarks landmarks = landmarks(crop.get(), face.box());
        Box alignedBox = landmarks.alignedBox();
        Box descriptorBox =
                landmarks.descriptorBox(crop.get().width(), crop.get().height());
        Optional<Picture> aligned = alignedBox.crop(picture);
        Optional<Picture> chip = descriptorBox.crop(picture);
        if (aligned.isEmpty() || chip.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FaceDescription(
                face,
                landmarks,
                alignedBox,
                expressionNet().probabilities(aligned.get()),
                ageGenderNet().estimate(aligned.get()),
                descriptorBox,
                descriptorNet().describe(chip.get())));
    }

    /**
     * The probability of each expression of a face, from the box of its landmarks.
     *
     * @param face box of any detector
     * @return nothing if one of the boxes has less than a pixel inside the picture
     */
    public Optional<Map<Expression, Double>> expressions(Picture picture, Box face) throws IOException {
        Optional<Picture> crop = face.crop(picture);
        if (crop.isEmpty()) {
            return Optional.empty();
        }
        Optional<Picture> aligned = landmarks(crop.get(), face).alignedBox().crop(picture);
        return aligned.isEmpty()
                ? Optional.empty()
                : Optional.of(expressionNet().probabilities(aligned.get()));
    }

    private Landmarks landmarks(Picture crop, Box face) throws IOException {
        return landmarkNet().landmarks(crop).plus(face.x(), face.y());
    }

    private synchronized <N> N network(Class<N> type, String model, NetWeights.Construction<N> construction)
            throws IOException {
        if (closed) {
            throw new IllegalStateException("The archive is closed.");
        }
        Object known = networks.get(type);
        if (known != null) {
            return type.cast(known);
        }
        N network = NetWeights.build(archive, model, construction, owners);
        networks.put(type, network);
        return network;
    }

    /** Frees the memory of all networks, after running computations. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        owners.forEach(NetWeights::close);
        networks.clear();
        archive.close();
    }
}
