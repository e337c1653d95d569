package dev.gioconda.server.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Wraps every request before it is read. A HEAD request is handled as GET, and Jetty sends only the headers of the response. A body that
 * is too large or received too slowly is rejected, also where Jetty reads it, as with forms. The rest of a body that is too large is
 * received and discarded: a connection that is closed while the client still sends is reset, and the client may lose the response.
 */
final class RequestLimits extends Handler.Wrapper {

    private static final int MIN_BYTES_PER_SECOND = 1024;
    private static final double GRACE_SECONDS = 5;
    private static final double MAX_SECONDS = 60;
    private static final long MAX_DISCARDED_BYTES = 1L << 27;

    private final long maxBytes;

    /** @param maxBytes limit of a body in bytes, also for forms of two images */
    RequestLimits(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new LimitedRequest(request, maxBytes), response, callback);
    }

    private static final class LimitedRequest extends Request.Wrapper {
        private final long startNanos = System.nanoTime();
        private final long maxBytes;
        private long bytes;

        LimitedRequest(Request request, long maxBytes) {
            super(request);
            this.maxBytes = maxBytes;
        }

        @Override
        public String getMethod() {
            String method = super.getMethod();
            return HttpMethod.HEAD.is(method) && !isEventStream() ? HttpMethod.GET.asString() : method;
        }

        /** Event streams have no end and no length, so that a HEAD request is not handled as GET. */
        private boolean isEventStream() {
            String accepted = getHeaders().get(HttpHeader.ACCEPT);
            return accepted != null && accepted.contains("text/event-stream");
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (bytes == 0 && getLength() > maxBytes && getHeaders().contains(HttpHeader.EXPECT)) {
                return Content.Chunk.from(tooLarge(), true); // the client waits for 100 Continue with its body
            }
            while (true) {
                Content.Chunk chunk = super.read();
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    return chunk;
                }
                bytes += chunk.remaining();
                RejectedBodyException rejection = rejection(chunk.isLast());
                if (rejection == null) {
                    return chunk;
                }
                boolean discarded = rejection.kind() == Problem.Kind.TOO_LARGE
                        && !chunk.isLast()
                        && bytes <= maxBytes + MAX_DISCARDED_BYTES;
                chunk.release();
                if (!discarded) {
                    return Content.Chunk.from(rejection, true);
                }
            }
        }

        private @Nullable RejectedBodyException rejection(boolean last) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            boolean slow = seconds > MAX_SECONDS || (seconds > GRACE_SECONDS && bytes < seconds * MIN_BYTES_PER_SECOND);
            if (slow && !last) {
                return new RejectedBodyException(
                        Problem.Kind.TIMEOUT,
                        "The body was received at less than 1 kB/s, or took more than a minute. Send it again over a faster connection.");
            }
            return bytes <= maxBytes ? null : tooLarge();
        }

        private RejectedBodyException tooLarge() {
            return new RejectedBodyException(
                    Problem.Kind.TOO_LARGE,
                    "The request has more than %,d bytes, which is the limit.".formatted(maxBytes));
        }
    }
}
