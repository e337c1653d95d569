package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of trainers: a state dict as one of several entries, and what no checkpoint can be. */
class TorchTreeTest {

    private static final long[] THREE = {3};
    private static final long[] ONE = {1};

    @TempDir
    private Path folder;

    private static TorchFileFixture.Pickle pickle() {
        return new TorchFileFixture.Pickle();
    }

    /** As mmcv saves it: facts, a state dict with prefixes, and an optimizer with numbers and lists. */
    static byte[] checkpoint() {
        TorchFileFixture.Pickle pickle = pickle().op('}').op('(');
        pickle.text("epoch").number(62);
        pickle.text("meta").op('}').op('(');
        pickle.text("lr").op('G').littleEndian(Long.reverseBytes(Double.doubleToLongBits(0.01)), 8);
        pickle.text("classes").text("face").op(0x85);
        pickle.text("best").op('N').text("frozen").op(0x89).op('u');
        pickle.text("state_dict")
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('(');
        pickle.text("module.conv.weight").tensor("0", 3, 0, THREE, ONE).op('u');
        pickle.text("optimizer").op('}').op('(');
        pickle.text("state").op('}').number(0).op('}').text("momentum").tensor("1", 3, 0, THREE, ONE);
        pickle.op('s').op('s');
        pickle.text("groups")
                .op(']')
                .op('}')
                .text("nesterov")
                .op(0x88)
                .op('s')
                .op('a')
                .op('u');
        pickle.text("averages")
                .op(']')
                .op('(')
                .tensor("2", 3, 0, THREE, ONE)
                .number(7)
                .op('e');
        return pickle.op('u').end();
    }

    static Map<String, byte[]> storages() {
        return new TreeMap<>(Map.of( // in order, so that the bytes of a file are always the same
                "0", TorchFileFixture.bytes(1, 2, 3),
                "1", TorchFileFixture.bytes(4, 5, 6),
                "2", TorchFileFixture.bytes(7, 8, 9)));
    }

    @Test
    void tensors_of_a_checkpoint_have_dotted_names() throws IOException {
        Path zip = folder.resolve("a.pth.tar");
        TorchFileFixture.zip(zip, checkpoint(), storages());
        Path stream = folder.resolve("b.ckpt");
        TorchFileFixture.stream(stream, checkpoint(), storages());
        for (Path path : new Path[] {zip, stream}) {
            try (WeightFile file = WeightFile.open(path)) {
                assertThat(file.shapes().keySet())
                        .containsExactly("state_dict.module.conv.weight", "optimizer.state.0.momentum", "averages.0");
                assertThat(Tensors.floats(file.read("optimizer.state.0.momentum")))
                        .containsExactly(4, 5, 6);
                assertThat(Tensors.floats(file.read("averages.0"))).containsExactly(7, 8, 9);
            }
        }
    }

    @Test
    void tensors_of_the_first_pytorch_have_four_arguments() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op('}').text("lin0.model.1.weight");
        pickle.global("torch._utils", "_rebuild_tensor").op('(').storage("FloatStorage", "0", 3);
        Path path = folder.resolve("v0.pth");
        TorchFileFixture.stream(
                path,
                pickle.number(0)
                        .numbers(THREE)
                        .numbers(ONE)
                        .op('t')
                        .op('R')
                        .op('s')
                        .end(),
                Map.of("0", TorchFileFixture.bytes(1, 2, 3)));
        try (WeightFile file = WeightFile.open(path)) {
            assertThat(Tensors.floats(file.read("lin0.model.1.weight"))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void integers_among_floats_keep_their_type() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op('}').op('(').text("a").tensor("0", 3, 0, THREE, ONE);
        pickle.text("count")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(')
                .storage("LongStorage", "1", 1);
        pickle.number(0)
                .op(')')
                .op(')')
                .op(0x89)
                .global("collections", "OrderedDict")
                .op(')')
                .op('R');
        Path path = folder.resolve("a.pth");
        TorchFileFixture.zip(
                path,
                pickle.op('t').op('R').op('u').end(),
                Map.of("0", TorchFileFixture.bytes(1, 2, 3), "1", new byte[] {2, 1, 0, 0, 0, 0, 0, 0}));
        try (WeightFile file = WeightFile.open(path)) {
            assertThat(file.type("a")).isEqualTo(ScalarType.Float);
            assertThat(file.type("count")).isEqualTo(ScalarType.Long);
            assertThat(file.shapes().get("count")).isEmpty();
            assertThat(file.read("count").item().toLong()).isEqualTo(258);
        }
    }

    @Test
    void checkpoint_without_tensors_is_rejected() throws IOException {
        assertRejected(pickle().op('}').text("epoch").number(3).op('s').end(), "its entries are [epoch]");
        assertRejected(pickle().text("a").op(0x85).end(), "holds no state dict");
    }

    @Test
    void equal_names_of_two_tensors_are_rejected() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op('}').op('(').text("a.b").tensor("0", 3, 0, THREE, ONE);
        pickle.text("a").op('}').text("b").tensor("0", 3, 0, THREE, ONE).op('s').op('u');
        assertRejected(pickle.end(), "it has two tensors a.b");
    }

    @Test
    void dictionary_in_itself_is_rejected() throws IOException {
        byte[] bytes = pickle().op('}')
                .op('q')
                .op(0)
                .text("self")
                .op('h')
                .op(0)
                .op('s')
                .end();
        assertRejected(bytes, "nests its dictionaries deeper or more often than any state dict, up to self.self.");
    }

    @Test
    void lists_that_double_are_rejected_early() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op(']').op('q').op(0);
        for (int i = 0; i < 30; i++) { // each holds the one before twice
            pickle.op(']').op('(').op('h').op(i).op('h').op(i).op('e').op('q').op(i + 1);
        }
        assertRejected(pickle.end(), "more often than any state dict");
    }

    @Test
    void numbers_of_a_repeated_dictionary_are_counted() throws IOException {
        TorchFileFixture.Pickle pickle = pickle().op(']').op('(').op('}').op('(');
        for (int i = 0; i < 5_000; i++) {
            pickle.number(i).op('N');
        }
        pickle.op('u').op('q').op(0);
        for (int i = 0; i < 5_000; i++) { // 25 million numbers
            pickle.op('h').op(0);
        }
        assertRejected(pickle.op('e').end(), "more often than any state dict, up to ");
    }

    @Test
    void long_keys_are_shortened_in_messages() throws IOException {
        String key = "k".repeat(500_000);
        assertRejected(
                pickle().op('}').text(key).number(3).op('s').end(),
                "its entries are [%s...].".formatted("k".repeat(80)));
        TorchFileFixture.Pickle twice =
                pickle().op('}').op('(').text(key + ".b").tensor("0", 3, 0, THREE, ONE);
        twice.text(key).op('}').text("b").tensor("0", 3, 0, THREE, ONE).op('s').op('u');
        assertRejected(twice.end(), "it has two tensors %s....".formatted("k".repeat(80)));
    }

    private void assertRejected(byte[] pickle, String message) throws IOException {
        Path path = folder.resolve("rejected.pth");
        TorchFileFixture.zip(path, pickle, Map.of("0", TorchFileFixture.bytes(1, 2, 3)));
        assertThatThrownBy(() -> WeightFile.open(path).close())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(message);
    }

    @Test
    void torchscript_is_rejected_and_never_run() throws IOException {
        Path path = folder.resolve("model.jit");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("model/data.pkl"));
            zip.write(pickle().global("__torch__.vad", "Model").op(')').op(0x81).end());
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("model/code/__torch__/vad.py"));
            zip.write("class Model(Module): ...".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        assertThatThrownBy(() -> WeightFile.open(path).close())
                .isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("is TorchScript, a program with its weights (model/code/__torch__/vad.py)")
                .hasMessageContaining("nothing was run");
        assertRejected(
                pickle().global("__torch__.vad", "Model").op(')').op(0x81).end(), "asks for __torch__.vad.Model");
    }
}
