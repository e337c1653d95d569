package dev.gioconda.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gioconda.classify.FacePipeline;
import dev.gioconda.classify.FaceResult;
import dev.gioconda.face.Framing;
import dev.gioconda.image.codec.SafeImageDecoder;
import dev.gioconda.model.LocalModels;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreRunTest {

    private static List<byte[]> portraits = List.of();
    private static List<Scorer> scorers = List.of();

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        portraits = ScoreFixture.portraits(6);
        scorers = ScoreFixture.scorers(3);
    }

    @AfterAll
    static void close() {
        scorers.forEach(Scorer::close);
    }

    /** Aligned portraits, and between them files that are no images. */
    private static List<ScoreInput> mixed() {
        List<ScoreInput> inputs = new ArrayList<>();
        for (int i = 0; i < portraits.size(); i++) {
            inputs.add(ScoreFixture.aligned("p%d.jpg".formatted(i), portraits.get(i)));
            for (int j = 0; j < 5; j++) {
                inputs.add(ScoreFixture.text("t%d-%d.jpg".formatted(i, j)));
            }
        }
        return inputs;
    }

    @Test
    void rows_are_the_same_on_one_and_on_three_threads() throws IOException {
        ScoreInputs inputs = new ScoreFixture.ListedInputs(mixed());
        Path one = ScoreFixture.run(folder.resolve("one.csv"), inputs, scorers.subList(0, 1));
        Path three = ScoreFixture.run(folder.resolve("three.csv"), inputs, scorers);
        assertThat(three).hasSameBinaryContentAs(one);
        assertThat(Files.readAllLines(one)).hasSize(1 + mixed().size());
    }

    @Test
    void probabilities_are_those_of_the_pipeline_bit_for_bit() throws IOException {
        Path table = ScoreFixture.run(folder.resolve("scores.csv"), new ScoreFixture.ListedInputs(mixed()), scorers);
        List<String> rows = Files.readAllLines(table).stream()
                .filter(line -> line.matches("p\\d.*"))
                .toList();
        try (FacePipeline pipeline = FacePipeline.load(LocalModels.embedded())) {
            for (int i = 0; i < portraits.size(); i++) {
                FaceResult result = pipeline.classify(new SafeImageDecoder().decode(portraits.get(i)), Framing.CELEBA);
                List<String> cells = List.of(rows.get(i).split(",", -1));
                assertThat(cells.get(5)).isEqualTo(result.label());
                assertThat(cells.get(6)).isEqualTo(String.valueOf(result.probability()));
                assertThat(cells.get(9)).isEqualTo(result.model());
            }
        }
    }

    @Test
    void every_broken_file_is_a_row_with_its_reason() throws IOException {
        Files.write(folder.resolve("a-good.jpg"), portraits.get(0));
        Files.write(folder.resolve("b-cut.jpg"), Arrays.copyOf(portraits.get(0), portraits.get(0).length / 2));
        Files.writeString(folder.resolve("c-text.jpg"), "hello");
        Files.createFile(folder.resolve("d-empty.jpg"));
        Files.write(folder.resolve("e-bomb.png"), png(20_000, 20_000));
        Files.createDirectory(folder.resolve("f-folder.jpg"));
        Files.createSymbolicLink(folder.resolve("g-gone.jpg"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("h-device.jpg"), Path.of("/dev/null"));
        try (SeekableByteChannel large = Files.newByteChannel(
                folder.resolve("i-large.jpg"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            large.position(3_000_000_000L).write(ByteBuffer.wrap(new byte[1]));
        }
        Path table = folder.resolve("scores.csv");
        ScoreSummary summary = ScoreFixture.run(
                table,
                new FileInputs(List.of(folder), SafeImageDecoder.DecodeLimits.LOCAL.maxBytes()),
                scorers,
                () -> false);
        List<String> rows = Files.readAllLines(table);
        assertThat(rows).hasSize(10);
        assertThat(rows.get(1)).contains(",178,218,1,").endsWith(",");
        assertThat(rows.get(2)).endsWith("Copy or upload it again.");
        assertThat(rows.get(3)).contains("unknown format");
        assertThat(rows.get(4)).contains("is empty");
        assertThat(rows.get(5)).contains("20,000 x 20,000");
        assertThat(rows.get(6)).contains("This is a folder");
        assertThat(rows.get(7)).contains("does not exist");
        assertThat(rows.get(8)).contains("a device or a pipe");
        assertThat(rows.get(9)).contains("more than 100,000,000 bytes");
        assertThat(summary.images()).isEqualTo(9);
        assertThat(summary.failed()).isEqualTo(8);
        assertThat(summary.complete()).isTrue();
    }

    @Test
    void a_stopped_run_continues_to_the_same_table() throws IOException {
        ScoreInputs inputs = new ScoreFixture.ListedInputs(mixed());
        Path whole = ScoreFixture.run(folder.resolve("whole.csv"), inputs, scorers.subList(0, 1));
        Path table = folder.resolve("scores.csv");
        for (int part = 1; part <= 2; part++) {
            AtomicInteger polls = new AtomicInteger();
            BooleanSupplier stopped = () -> polls.incrementAndGet() > 15;
            ScoreSummary summary = ScoreFixture.run(table, inputs, scorers, stopped);
            assertThat(summary.complete()).isFalse();
            assertThat(table).doesNotExist();
        }
        ScoreSummary summary = ScoreFixture.run(table, inputs, scorers, () -> false);
        assertThat(summary.resumed()).isPositive();
        assertThat(summary.images()).isEqualTo(mixed().size());
        assertThat(table).hasSameBinaryContentAs(whole);
        assertThat(PartialTable.partOf(table)).doesNotExist();
    }

    @Test
    void inputs_added_meanwhile_get_rows_at_the_end() throws IOException {
        List<ScoreInput> more = new ArrayList<>(mixed());
        Path table = folder.resolve("scores.csv");
        AtomicInteger polls = new AtomicInteger();
        ScoreFixture.run(table, new ScoreFixture.ListedInputs(mixed()), scorers, () -> polls.incrementAndGet() > 30);
        more.add(0, ScoreFixture.text("new.jpg"));
        ScoreFixture.run(table, new ScoreFixture.ListedInputs(more), scorers, () -> false);
        assertThat(Files.readAllLines(table))
                .hasSize(1 + more.size())
                .doesNotHaveDuplicates()
                .anyMatch(row -> row.startsWith("new.jpg,"));
    }

    @Test
    void inputs_that_cannot_be_listed_end_the_run() {
        ScoreInputs broken = new ScoreInputs() {
            @Override
            public void forEach(InputConsumer consumer) throws IOException {
                consumer.accept(ScoreFixture.text("a.jpg"));
                throw new IOException("the disk is gone");
            }

            @Override
            public long count(BooleanSupplier stopped) {
                return UNKNOWN;
            }
        };
        Path table = folder.resolve("scores.csv");
        assertThatThrownBy(() -> ScoreFixture.run(table, broken, scorers))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the disk is gone");
        assertThat(PartialTable.partOf(table)).content().contains("a.jpg,");
    }

    @Test
    void a_defect_of_one_image_is_its_row() throws IOException {
        ScoreInput defect = ScoreInput.photograph("defect.jpg", false, () -> {
            throw new IllegalStateException("unexpected");
        });
        ScoreInput tooLarge = ScoreInput.photograph("large.jpg", true, () -> {
            throw new OutOfMemoryError("Java heap space");
        });
        Path table = ScoreFixture.run(
                folder.resolve("scores.csv"),
                new ScoreFixture.ListedInputs(List.of(defect, tooLarge, ScoreFixture.text("b.jpg"))),
                scorers);
        assertThat(Files.readAllLines(table).get(1)).contains("defect.jpg").contains("unexpected");
        assertThat(Files.readAllLines(table).get(2)).contains("large.jpg").contains("not enough memory");
        assertThat(Files.readAllLines(table)).hasSize(4);
    }

    /** A PNG file that states a size and has no pixels. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            deflater.write(new byte[1 << 20]);
        }
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", pixels.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) checksum.getValue());
    }
}
