package dev.gioconda.weights.format;

import dev.gioconda.tensor.Tensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;

/** Writes float32 state dicts as {@code torch.save} does, in both forms. */
public final class TorchFileFixture {

    private TorchFileFixture() {}

    /** A pickle, opcode by opcode. */
    static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle() {
            op(0x80).op(2);
        }

        Pickle op(int opcode) {
            out.write(opcode);
            return this;
        }

        Pickle global(String module, String name) {
            return ascii("c" + module + "\n" + name + "\n");
        }

        Pickle text(String text) {
            return op('X').littleEndian(text.length(), 4).ascii(text);
        }

        Pickle number(long number) {
            if (number == (int) number) {
                return op('J').littleEndian(number, 4);
            }
            return op(0x8a).op(8).littleEndian(number, 8);
        }

        Pickle numbers(long... numbers) {
            op('(');
            for (long number : numbers) {
                number(number);
            }
            return op('t');
        }

        /** A tensor that is a view of a float32 storage. */
        Pickle tensor(String storage, long count, long offset, long[] shape, long[] strides) {
            global("torch._utils", "_rebuild_tensor_v2").op('(').storage("FloatStorage", storage, count);
            number(offset).numbers(shape).numbers(strides).op(0x89);
            return global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
        }

        /** A storage of a type, such as {@code LongStorage}. */
        Pickle storage(String type, String key, long count) {
            op('(').text("storage").global("torch", type).text(key).text("cpu").number(count);
            return op('t').op('Q');
        }

        byte[] end() {
            op('.');
            return out.toByteArray();
        }

        Pickle littleEndian(long value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                op((int) (value >>> (8 * i)) & 0xff);
            }
            return this;
        }

        Pickle ascii(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }
    }

    public static void zip(Path file, Map<String, Tensor> tensors) throws IOException {
        zip(file, stateDict(tensors), storages(tensors));
    }

    static void zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "x/data.pkl", pickle);
            put(zip, "x/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, byte[]> storage : storages.entrySet()) {
                put(zip, "x/data/" + storage.getKey(), storage.getValue());
            }
        }
    }

    static void stream(Path file, Map<String, Tensor> tensors) throws IOException {
        stream(file, stateDict(tensors), storages(tensors));
    }

    static void stream(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
            Pickle first = new Pickle().op(0x8a).op(magic.length);
            for (int i = magic.length - 1; i >= 0; i--) {
                first.op(magic[i] & 0xff);
            }
            out.write(first.end());
            out.write(new Pickle().op('M').littleEndian(1001, 2).end());
            out.write(
                    new Pickle().op('}').text("little_endian").op(0x88).op('s').end());
            out.write(pickle);
            Pickle keys = new Pickle().op(']').op('(');
            storages.keySet().forEach(keys::text);
            out.write(keys.op('e').end());
            for (byte[] storage : storages.values()) {
                ByteBuffer count = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                out.write(count.putLong(storage.length / 4).array());
                out.write(storage);
            }
        }
    }

    /** The pickle of a state dict whose n-th tensor is alone in storage n. */
    static byte[] stateDict(Map<String, Tensor> tensors) {
        Pickle pickle = new Pickle()
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('q')
                .op(0)
                .op('(');
        int key = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long[] shape = entry.getValue().shape();
            long[] strides = new long[shape.length];
            long stride = 1;
            for (int i = shape.length - 1; i >= 0; i--) {
                strides[i] = stride;
                stride *= shape[i];
            }
            pickle.text(entry.getKey()).tensor(String.valueOf(key++), stride, 0, shape, strides);
        }
        return pickle.op('u').end();
    }

    private static Map<String, byte[]> storages(Map<String, Tensor> tensors) {
        Map<String, byte[]> storages = new LinkedHashMap<>();
        for (Tensor tensor : tensors.values()) {
            storages.put(String.valueOf(storages.size()), bytes(Tensors.floats(tensor)));
        }
        return storages;
    }

    static byte[] bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
