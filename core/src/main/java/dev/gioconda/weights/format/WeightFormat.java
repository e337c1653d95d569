package dev.gioconda.weights.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The formats of weight files, detected by the bytes of a file, never by its name. */
public enum WeightFormat {
    /** Header length, JSON header, raw values (huggingface/safetensors). */
    SAFETENSORS,
    /** HDF5 as {@code keras.applications} wrote it: layers are groups, their order is an attribute. */
    KERAS_H5,
    /** {@code torch.save} since PyTorch 1.6: a zip of one pickle and one entry a storage. */
    TORCH_ZIP,
    /** {@code torch.save} before: pickles and storages one after the other. */
    TORCH_STREAM,
    /** Models of tensorflow.js in a packed npm package: manifests of weights and their shards in a gzipped tar. */
    TFJS_ARCHIVE,
    /** A network with its weights for ONNX runtimes. */
    ONNX,
    /** A network with its weights for TensorFlow Lite. */
    TFLITE;

    private static final int PROBE_BYTES = 512;
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] STREAM = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        0x0a,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19
    };
    private static final Pattern HTML =
            Pattern.compile("\\s*<(!doctype|!--|\\?xml|html|head|body|title).*", Pattern.DOTALL);

    /** Whether its tensors are read; a whole network is run by OpenCV instead. */
    public boolean hasTensors() {
        return this != ONNX && this != TFLITE;
    }

    /** The format of a file, or an error that says what the file seems to be instead. */
    public static WeightFormat of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("%s is a folder; expected a weight file.".formatted(file));
        }
        byte[] first;
        try (InputStream in = Files.newInputStream(file)) {
            first = in.readNBytes(PROBE_BYTES);
        }
        if (startsWith(first, HDF5)) {
            return KERAS_H5;
        }
        if (startsWith(first, ZIP)) {
            return TORCH_ZIP;
        }
        if (startsWith(first, STREAM)) {
            return TORCH_STREAM;
        }
        if (startsWith(first, GZIP)) {
            return TFJS_ARCHIVE;
        }
        if (TfliteOutline.canBegin(first)) {
            TfliteOutline.check(file);
            return TFLITE;
        }
        if (first.length > 9 && first[8] == '{') {
            return SAFETENSORS;
        }
        if (OnnxOutline.canBegin(first)) {
            OnnxOutline.check(file);
            return ONNX;
        }
        if (isHtml(first, first.length)) {
            throw new IOException(
                    "%s is an HTML page, not weights: a download met an error or a login page. Delete it and fetch again."
                            .formatted(file));
        }
        throw new IOException(
                "%s (%d bytes, the first are %s) is none of the weight files that are known: safetensors, Keras .h5, PyTorch .pth, ONNX, TensorFlow Lite, packed tensorflow.js models."
                        .formatted(
                                file,
                                Files.size(file),
                                HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(8, first.length))));
    }

    /** Whether the first bytes of an answer are a web page. */
    public static boolean isHtml(byte[] first, int count) {
        String text = new String(first, 0, Math.min(count, PROBE_BYTES), StandardCharsets.ISO_8859_1);
        return HTML.matcher(text.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
