package dev.gioconda.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {

    /** The example of the format's documentation: two tensors, six values, four bytes each and one byte each. */
    private static final String HEADER = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[8,12]}}";

    @TempDir
    private Path folder;

    private static byte[] bytes(String header, int values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + values).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(text.length).put(text);
        for (int i = 0; i < values; i++) {
            buffer.put((byte) i);
        }
        return buffer.array();
    }

    private static Tensor of(Map<String, Tensor> tensors, String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.safetensors"), bytes);
    }

    @Test
    void handwritten_file_is_read() throws IOException {
        byte[] bytes = bytes(HEADER, 12);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 12, 1.5f);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 8, -2f);
        Map<String, Tensor> read = Safetensors.read(file(bytes));
        assertThat(read).containsOnlyKeys("a", "b");
        assertThat(of(read, "a").shape()).containsExactly(2, 1);
        assertThat(Tensors.floats(of(read, "a"))).containsExactly(1.5f, -2f);
        assertThat(of(read, "b").scalar_type().intern()).isEqualTo(ScalarType.Byte);
        assertThat(Tensors.floats(of(read, "b"))).containsExactly(8, 9, 10, 11);
    }

    @Test
    void written_file_matches_the_format_byte_for_byte() throws IOException {
        Path file = folder.resolve("written.safetensors");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("a", Tensors.of(new float[] {1.5f, -2f}, 2, 1));
        tensors.put("n", Tensors.indices(new int[] {-3}));
        Safetensors.write(file, tensors, ScalarType.Float, Map.of("format", "pt"));

        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"n\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]}}";
        header += " ".repeat((8 - header.length() % 8) % 8);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.write(header.length());
        expected.write(new byte[7]);
        expected.write(header.getBytes(StandardCharsets.UTF_8));
        expected.write(new byte[] {0, 0, (byte) 0xc0, 0x3f, 0, 0, 0, (byte) 0xc0});
        expected.write(new byte[] {-3, -1, -1, -1, -1, -1, -1, -1});
        assertThat(Files.readAllBytes(file)).isEqualTo(expected.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(
            value = ScalarType.class,
            names = {"Float", "Half", "BFloat16", "Double"})
    void every_floating_type_round_trips(ScalarType type) throws IOException {
        Path file = folder.resolve("x.safetensors");
        Tensor values = Tensors.of(new float[] {0, 1, -2.5f, 0.0078125f, 96, -0.75f}, 2, 3); // exact in all types
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("transposed", values.t());
        tensors.put("whole", Tensors.indices(new int[] {7, -9}));
        tensors.put("bytes", values.abs().to(ScalarType.Byte));
        tensors.put("scalar", values.max());
        tensors.put("empty", Tensors.of(new float[0], 0, 3));
        Safetensors.write(file, tensors, type, Map.of());

        Map<String, Tensor> read = Safetensors.read(file);
        assertThat(read.keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            assertThat(of(read, name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(Tensors.floats(of(read, name))).as(name).isEqualTo(Tensors.floats(tensor));
        });
        assertThat(of(read, "transposed").scalar_type().intern()).isEqualTo(type);
        assertThat(of(read, "whole").scalar_type().intern()).isEqualTo(ScalarType.Long);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "[0,8]      | [0,800]                 | truncated or damaged",
                "[0,8]      | [8,0]                   | truncated or damaged",
                "[0,8]      | [-4,4]                  | truncated or damaged",
                "[0,8]      | [0.5,8]                 | truncated or damaged",
                "[0,8]      | [0]                     | truncated or damaged",
                "[0,8]      | \"all\"                 | truncated or damaged",
                "[2,1]      | [3,1]                   | needs 12 bytes for its shape [3,1] but has 8",
                "[2,1]      | [-2,-1]                 | invalid shape",
                "[2,1]      | [2.9,1]                 | invalid shape",
                "[2,1]      | [4611686018427387904,4] | more than 2^50",
                "[2,1]      | [0,4611686018427387904] | more than 2^50",
                "[2,1]      | 2                       | no shape",
                "\"F32\"    | \"F8\"                  | has type \"F8\"; expected one of",
                "\"F32\"    | null                    | expected one of"
            })
    void invalid_header_error_names_the_tensor(String from, String to, String message) throws IOException {
        Path file = file(bytes(HEADER.replace(from, to), 12));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.safetensors: tensor a ")
                .hasMessageContaining(message);
    }

    @Test
    void only_requested_tensors_are_read() throws IOException {
        Path file = file(bytes(HEADER, 12));
        assertThat(Safetensors.read(file, "b"::equals)).containsOnlyKeys("b");
        assertThat(Safetensors.read(file, name -> false)).isEmpty();
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> open.read("c"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no tensor c");
        }
    }

    @Test
    void overlapping_or_duplicate_tensors_are_rejected() throws IOException {
        assertRefused(bytes(HEADER.replace("[8,12]", "[6,10]"), 12), "tensors a and b overlap");
        assertRefused(bytes(HEADER.replace("\"b\"", "\"a\""), 12), "Duplicate");
        assertRefused(bytes(HEADER + "x", 12), "not JSON");
    }

    @Test
    void other_files_are_rejected() throws IOException {
        assertRefused(new byte[0], "truncated");
        assertRefused(new byte[] {1, 2, 3}, "truncated");
        assertRefused(new byte[] {1, 0, 0, 0, 0, 0, 0, (byte) 0x80, '{', '}'}, "state a header of");
        assertRefused(bytes("{}", 0), null);
        assertRefused(bytes("[]", 0), "not a JSON object");
        assertRefused(bytes("{\"a\":", 0), "not JSON");
        assertRefused(bytes("{".repeat(3000), 0), "not JSON");
        byte[] complete = bytes(HEADER, 12);
        assertRefused(java.util.Arrays.copyOf(complete, complete.length - 1), "truncated");
        assertRefused(java.util.Arrays.copyOf(complete, 40), "state a header of");
    }

    private void assertRefused(byte[] bytes, @org.jspecify.annotations.Nullable String message) throws IOException {
        Path file = file(bytes);
        if (message == null) {
            assertThat(Safetensors.read(file)).isEmpty();
        } else {
            assertThatThrownBy(() -> Safetensors.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("x.safetensors")
                    .hasMessageContaining(message);
        }
    }

    @Property(tries = 300)
    void mutated_bytes_are_read_or_rejected(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes)
            throws IOException {
        Random random = new Random(seed);
        byte[] bytes = bytes(HEADER, 12);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(10) == 0 ? random.nextInt(8) : random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) ('0' + random.nextInt(10)) : (byte) random.nextInt(256);
        }
        Path file = Files.createTempFile("mutated", ".safetensors");
        try {
            Files.write(file, bytes);
            assertThat(Safetensors.read(file)).hasSizeLessThanOrEqualTo(2);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
