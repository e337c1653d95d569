package dev.gioconda.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gioconda.process.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review queue of 100,000 answers in a fresh Java machine of 512 MiB. */
@Tag("slow")
class LargeReviewQueueTest {

    @TempDir
    private Path folder;

    @Test
    void queue_of_100_000_records_loads_in_two_seconds() throws Exception {
        FeedbackFixture.writeRecords(folder, 100_000);
        List<Integer> milliseconds = new ArrayList<>();
        for (int i = 0; i < 4; i++) { // the first reads every file and makes the index
            Process child = ChildJvm.of(List.of("-Xmx512m"), ReviewQueueJvm.class, folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String line = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(child.waitFor()).isZero();
            assertThat(line).startsWith("95000 pending in 85001 groups");
            System.out.print(line);
            milliseconds.add(Integer.parseInt(line.replaceAll("(?s).*; (\\d+) ms to read.*", "$1")));
        }
        assertThat(milliseconds.subList(1, 4))
                .anySatisfy(time -> assertThat(time).isLessThan(2000));
    }
}
