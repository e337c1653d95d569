package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pickle may ask for, and what it may not. */
class TorchFileTest {

    @TempDir
    private Path folder;

    private static TorchFileFixture.Pickle pickle() {
        return new TorchFileFixture.Pickle();
    }

    private Path zip(byte[] pickle) throws IOException {
        Path file = folder.resolve("x.pth");
        TorchFileFixture.zip(file, pickle, Map.of("0", TorchFileFixture.bytes(1, 2, 3, 4, 5, 6)));
        return file;
    }

    private void assertRefused(byte[] pickle, String... message) throws IOException {
        Path zip = zip(pickle);
        Path stream = folder.resolve("y.pth");
        TorchFileFixture.stream(stream, pickle, Map.of("0", TorchFileFixture.bytes(1, 2, 3, 4, 5, 6)));
        for (Path file : new Path[] {zip, stream}) {
            assertThatThrownBy(() -> TorchFile.open(file).close())
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContainingAll(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "posix,system",
        "builtins,eval",
        "os,popen",
        "__builtin__,getattr",
        "torch,load",
        "torch._utils,_rebuild_qtensor"
    })
    void foreign_globals_are_rejected_and_never_executed(String module, String name) throws IOException {
        Path victim = folder.resolve("victim");
        byte[] pickle = pickle().global(module, name)
                .op('(')
                .text("touch " + victim)
                .op('t')
                .op('R')
                .end();
        assertRefused(pickle, module + "." + name, "refused and nothing was run");
        assertThat(victim).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"i", "o", "P", "V", "I", "S", "B", "C", "\u0082", "\u0093", "\u0095", "0", "1", "2"})
    void unneeded_opcodes_are_rejected(String opcode) throws IOException {
        assertRefused(pickle().op('}').op(opcode.charAt(0)).end(), "which no state dict needs");
    }

    @Test
    void broken_pickle_error_names_the_position() throws IOException {
        assertRefused(pickle().end(), "empty stack");
        assertRefused(pickle().op('t').end(), "no mark");
        assertRefused(pickle().op('h').op(7).end(), "memo 7");
        assertRefused(pickle().op('}').op('(').op('N').op('u').end(), "not a dictionary");
        assertRefused(pickle().op('}').op('}').op('N').op('s').end(), "neither text nor number");
        assertRefused(pickle().op('N').op('N').op('a').end(), "not a list");
        assertRefused(pickle().op('N').op(')').op('R').end(), "not a function");
        assertRefused(pickle().op('X').littleEndian(0x7fffffff, 4).end(), "a text of 2147483647 bytes");
        assertRefused(pickle().op('X').littleEndian(-1, 4).end(), "a text of -1 bytes");
        assertRefused(pickle().op('}').op('Q').end(), "not described as PyTorch does");
        assertRefused(
                pickle().op('}')
                        .op('N')
                        .op('b')
                        .op('N')
                        .op('b')
                        .op('}')
                        .op(0x86)
                        .op('N')
                        .op('b')
                        .end(),
                "a state of");
        assertRefused(new byte[] {(byte) 0x80, 5, '.'}, "protocol 5");
    }

    @Test
    void truncated_pickle_is_rejected() throws IOException {
        Path file = zip(new byte[] {(byte) 0x80, 2, '}', 'X'});
        assertThatThrownBy(() -> TorchFile.open(file).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends in the middle");
    }

    @Test
    void pickle_without_tensor_dictionary_is_rejected() throws IOException {
        assertRefused(pickle().op('N').end(), "no state dict");
        assertRefused(pickle().op('}').text("epoch").number(3).op('s').end(), "its entries are [epoch]");
        assertRefused(pickle().op('}').number(3).op('N').op('s').end(), "its entries are [3]");
    }

    @Test
    void tensor_outside_its_storage_is_rejected() throws IOException {
        assertTensorRefused(6, 0, new long[] {7}, new long[] {1}, "has 6 elements");
        assertTensorRefused(6, 1, new long[] {6}, new long[] {1}, "ends at element 7");
        assertTensorRefused(
                6, 0, new long[] {1L << 40}, new long[] {0}, "has 6 elements"); // one element, seen over and over
        assertTensorRefused(6, 0, new long[] {2, 2}, new long[] {6, 1}, "ends at element 8");
        assertTensorRefused(6, -1, new long[] {2}, new long[] {1}, "offset -1");
        assertTensorRefused(6, 0, new long[] {2}, new long[] {-1}, "negative side or stride");
        assertTensorRefused(6, 0, new long[] {2, 3}, new long[] {1}, "2 sides, 1 strides");
        assertTensorRefused(6, 0, new long[] {1L << 40, 1L << 40}, new long[] {1, 1}, "absurd shape");
        assertTensorRefused(1L << 40, 0, new long[] {6}, new long[] {1}, "its pickle says");
        assertTensorRefused(1L << 62, 0, new long[] {6}, new long[] {1}, "absurd size");
        assertTensorRefused(5, 0, new long[] {5}, new long[] {1}, "its pickle says");
    }

    private void assertTensorRefused(long count, long offset, long[] shape, long[] strides, String message)
            throws IOException {
        byte[] pickle = pickle().op('}')
                .text("a")
                .tensor("0", count, offset, shape, strides)
                .op('s')
                .end();
        assertRefused(pickle, message);
    }

    @Test
    void shared_storage_amplification_is_rejected() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op('}').op('(');
        pickle.text("first")
                .tensor("0", 6, 0, new long[] {6}, new long[] {1})
                .op('q')
                .op(1);
        for (int i = 0; i < 500; i++) {
            pickle.text("t" + i).op('h').op(1); // 8 bytes of pickle for 24 bytes of tensor
        }
        assertRefused(pickle.op('u').end(), "would take");
    }

    @Test
    void python_2_pickles_are_read() throws IOException {
        byte[] bytes = pickle().global("collections", "OrderedDict")
                .op(']')
                .op(']')
                .op('(')
                .op('U')
                .op(1)
                .ascii("a")
                .tensor("0", 6, 0, new long[] {2, 3}, new long[] {3, 1})
                .op('e')
                .op('a')
                .op(0x85)
                .op('R')
                .end();
        try (TorchFile file = TorchFile.open(zip(bytes))) {
            assertThat(Tensors.floats(file.read("a"))).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Test
    void zip_without_state_dict_is_rejected() throws IOException {
        Path file = folder.resolve("z.pth");
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("x/data.pkl"));
            zip.write(pickle().op('}').end());
            zip.closeEntry();
        }
        assertThatThrownBy(() -> TorchFile.open(file).close()).hasMessageContaining("is compressed");
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("readme.txt"));
            zip.write("hello".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        assertThatThrownBy(() -> TorchFile.open(file).close()).hasMessageContaining("not a PyTorch file");
    }
}
