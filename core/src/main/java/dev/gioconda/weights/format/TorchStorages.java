package dev.gioconda.weights.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** The storages of a {@code .pth} file. */
interface TorchStorages extends Closeable {

    /** What the file's pickle holds; a state dict, if all is well. */
    Object root();

    /** Finds the storages that the tensors use, by key; refuses one that is not there or not as large as the pickle says. */
    void locate(Map<String, TorchStorage> storages) throws IOException;

    /** Fills a buffer with the bytes of a located storage from an offset on. */
    void read(TorchStorage storage, long offset, ByteBuffer into) throws IOException;
}
