package dev.gioconda.recognition;

import dev.gioconda.face.Face;
import dev.gioconda.face.FaceCropper;
import dev.gioconda.faceapi.DescriptorNet;
import dev.gioconda.image.Picture;
import dev.gioconda.model.EmbedderFiles;
import dev.gioconda.nn.EmbeddingNet;
import dev.gioconda.nn.Normalization;
import dev.gioconda.tensor.Ops;
import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * A network that {@code train --task embedding} trained to give the vectors of dlib's network: 128 numbers, not normalized. The vector is the mean
 * of the face and its mirror image. One such network is part of the program.
 */
final class GiocondaEmbedder implements FaceEmbedder {

    static final String ID = "gioconda";

    private final String id;
    private final EmbeddingNet network;
    private final Normalization normalization;

    private GiocondaEmbedder(String id, Path version) throws IOException {
        this.id = id;
        network = EmbedderFiles.network(version);
        normalization = EmbedderFiles.manifest(version).normalization();
    }

    /** The network that is part of the program. */
    static GiocondaEmbedder embedded() throws IOException {
        return new GiocondaEmbedder(ID, EmbedderFiles.embedded());
    }

    /** A network of the user's; its id is the path of its folder. */
    static GiocondaEmbedder of(Path version) throws IOException {
        return new GiocondaEmbedder(version.toAbsolutePath().normalize().toString(), version);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return EmbeddingNet.LENGTH;
    }

    /** That of the network of the program, since all of them are trained to give the same vectors. */
    @Override
    public MatchCalibration calibration() {
        return MatchCalibration.of(ID);
    }

    @Override
    public synchronized float[] embed(Picture image, Face face) {
        Picture chip = FaceCropper.crop(image, face, DescriptorNet.CHIP);
        int area = chip.width() * chip.height();
        byte[] rgb = chip.rgb();
        float[] planes = new float[3 * area]; // [3, h, w]
        for (int i = 0; i < rgb.length; i++) {
            planes[i % 3 * area + i / 3] = (rgb[i] & 0xff) / 255f;
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor upright = normalization.apply(Tensors.of(planes, 1, 3, chip.height(), chip.width()));
            Tensor both = torch.cat(new TensorVector(upright, upright.flip(3)), 0); // [2, 3, h, w]
            Tensor embeddings = network.forward(both.contiguous(MemoryFormat.ChannelsLast)); // [2, 128]
            return Tensors.floats(Ops.scale(embeddings.sum(0), 0.5));
        }
    }

    @Override
    public void close() {
        // the network is freed with this object
    }
}
