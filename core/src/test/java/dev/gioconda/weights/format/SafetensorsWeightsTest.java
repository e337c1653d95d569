package dev.gioconda.weights.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.tensor.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Safetensors files of other programs, which keep integers beside floats. */
class SafetensorsWeightsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"I32,Int,4", "I16,Short,2", "I8,Char,1", "U8,Byte,1", "BOOL,Bool,1", "I64,Long,8"})
    void integers_are_read_in_their_type(String stored, ScalarType type, int size) throws IOException {
        byte[] header = "{\"position_ids\":{\"dtype\":\"%s\",\"shape\":[2],\"data_offsets\":[0,%d]}}"
                .formatted(stored, 2 * size)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 2 * size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).put(8 + header.length + size, (byte) 1);
        Path path = Files.write(folder.resolve("foreign.safetensors"), bytes.array());
        try (WeightFile file = WeightFile.open(path)) {
            assertThat(file.type("position_ids")).isEqualTo(type);
            assertThat(Tensors.floats(file.read("position_ids"))).containsExactly(0, 1);
        }
    }
}
