package dev.gioconda.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The segments of a body are its bytes in their order. */
class ReceivedBodyTest {

    @Test
    void segments_have_the_bytes_in_their_order() {
        byte[] sent = new byte[1_000_000];
        new Random(1).nextBytes(sent);
        ReceivedBody body = new ReceivedBody();
        for (int from = 0; from < sent.length; from += 7001) {
            ByteBuffer chunk = ByteBuffer.wrap(sent, from, Math.min(7001, sent.length - from));
            body.append(chunk);
            assertThat(chunk.hasRemaining()).isFalse();
        }
        ByteBuffer received = ByteBuffer.allocate(body.size());
        List<ByteBuffer> segments = body.content();
        segments.forEach(received::put);
        assertThat(received.array()).isEqualTo(sent);
        assertThat(segments).hasSizeLessThan(20).allSatisfy(segment -> assertThat(segment.capacity())
                .isLessThanOrEqualTo(1 << 18));
    }

    @Test
    void empty_body_has_no_segment() {
        assertThat(new ReceivedBody().content()).isEmpty();
    }
}
