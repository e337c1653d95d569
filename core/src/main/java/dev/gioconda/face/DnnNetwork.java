package dev.gioconda.face;

import dev.gioconda.image.Picture;
import dev.gioconda.weights.format.WeightFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * A published network with one input, run by OpenCV from its ONNX or TensorFlow Lite file. Calls are synchronized.
 */
public final class DnnNetwork implements AutoCloseable {

    private final Net net;

    /**
     * Reads a network.
     *
     * @param file in ONNX or TensorFlow Lite
     * @param name of the network, for messages
     * @throws IOException if the file cannot be read or is not a network that OpenCV runs
     */
    public DnnNetwork(Path file, String name) throws IOException {
        WeightFormat format = WeightFormat.of(file);
        if (format.hasTensors()) {
            throw new IOException(
                    "%s is not an ONNX or TensorFlow Lite file; \"gioconda weights fetch %s\" downloads the one that is needed."
                            .formatted(file, name));
        }
        byte[] model = Files.readAllBytes(file);
        try {
            net = format == WeightFormat.ONNX ? opencv_dnn.readNetFromONNX(model) : opencv_dnn.readNetFromTFLite(model);
        } catch (RuntimeException rejected) {
            throw new IOException(
                    "%s is not a network that OpenCV reads; delete it and import %s again.".formatted(file, name),
                    rejected);
        }
    }

    /**
     * Runs a network with one output on a picture.
     *
     * @param picture of the size of the input
     * @param mean of each channel, in 0 to 255
     * @param deviation of each channel, in 0 to 255
     * @return the output, flattened in its order
     */
    public float[] forward(Picture picture, double[] mean, double[] deviation) {
        return outputs(picture, mean, deviation).get(0);
    }

    /**
     * Runs the network on a picture.
     *
     * @param picture of the size of the input
     * @param mean of each channel, in 0 to 255
     * @param deviation of each channel, in 0 to 255
     * @return all outputs, each flattened in its order
     */
    @SuppressWarnings("try") // the scope frees what is allocated inside it
    public synchronized List<float[]> outputs(Picture picture, double[] mean, double[] deviation) {
        int area = picture.width() * picture.height();
        byte[] rgb = picture.rgb();
        float[] planes = new float[3 * area]; // [3, h, w]
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < area; i++) {
                planes[channel * area + i] =
                        (float) (((rgb[3 * i + channel] & 0xff) - mean[channel]) / deviation[channel]);
            }
        }
        try (PointerScope scope = new PointerScope()) {
            int[] shape = {1, 3, picture.height(), picture.width()};
            net.setInput(new Mat(shape, opencv_core.CV_32F, new FloatPointer(planes)));
            MatVector computed = new MatVector();
            net.forward(computed, net.getUnconnectedOutLayersNames());
            List<float[]> outputs = new ArrayList<>();
            for (Mat output : computed.get()) {
                FloatIndexer indexer = output.reshape(1, 1).createIndexer(); // [1, all values]
                float[] values = new float[(int) indexer.size(1)];
                indexer.get(0, values);
                outputs.add(values);
            }
            return outputs;
        }
    }

    @Override
    public synchronized void close() {
        net.close();
    }
}
