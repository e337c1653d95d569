package dev.gioconda.weights.format;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the smallest networks in the forms that are run, not read: ONNX and TensorFlow Lite. */
public final class NetworkFileFixture {

    private NetworkFileFixture() {}

    /** A graph of one ReLU with one constant. */
    public static Path onnx(Path file) throws IOException {
        return onnx(file, new byte[0]);
    }

    /** The same, with one more field of the node. */
    static Path onnxWithNodeField(Path file, int number) throws IOException {
        return onnx(file, field(number, text("x")));
    }

    private static Path onnx(Path file, byte[] nodeField) throws IOException {
        byte[] node = join(field(1, text("x")), field(2, text("y")), field(4, text("Relu")), nodeField);
        byte[] constant = join(new byte[] {0x08, 3, 0x10, 1}, field(9, new byte[12])); // three floats
        byte[] graph = join(field(1, node), field(2, text("main")), field(5, constant), field(11, text("x")));
        byte[] operatorSet = {0x10, 17};
        return Files.write(
                file, join(new byte[] {0x08, 8}, field(2, text("pytorch")), field(7, graph), field(8, operatorSet)));
    }

    /** A model of one empty graph and two buffers of 4 and 8 bytes. */
    public static Path tflite(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(112).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(24).put(text("TFL3"));
        shorts(bytes, 14, 20, 4, 0, 8, 0, 12).putShort((short) 0); // 8: layout of the model, padded
        bytes.putInt(24 - 8).putInt(3).putInt(8).putInt(20); // 24: model of version 3
        bytes.putInt(1).putInt(8); // 40: graphs
        shorts(bytes, 4, 4).putInt(4); // 48: layout of a graph, 52: graph
        bytes.putInt(2).putInt(16).putInt(20); // 56: buffers
        shorts(bytes, 6, 8, 4, 0); // 68: layout of a buffer, padded
        bytes.putInt(8).putInt(12).putInt(16).putInt(12); // 76 and 84: buffers
        bytes.putInt(4).putInt(1).putInt(8).putLong(2); // 92 and 100: values
        return Files.write(file, bytes.array());
    }

    private static ByteBuffer shorts(ByteBuffer bytes, int... values) {
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes;
    }

    /** A field of protobuf with a length below 16,384. */
    private static byte[] field(int number, byte[] content) {
        byte[] length = content.length < 128
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) (content.length % 128 + 128), (byte) (content.length >> 7)};
        return join(new byte[] {(byte) (number * 8 + 2)}, length, content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
