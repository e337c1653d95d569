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
 * What every request passes before anything reads it. A HEAD is answered as its GET would be, of which Jetty then sends the headers alone.
 * A body is given up when it is too large or comes too slowly, whoever reads it: a form is read by Jetty, not by us.
 */
final class FrontDoor extends Handler.Wrapper {

    private static final int BYTES_A_SECOND = 1024;
    private static final double PATIENCE_SECONDS = 5;
    private static final double LONGEST_SECONDS = 60;

    private final long most;

    /** @param most how many bytes a body may have, forms of two pictures included */
    FrontDoor(long most) {
        this.most = most;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Visit(request, most), response, callback);
    }

    private static final class Visit extends Request.Wrapper {
        private final long begun = System.nanoTime();
        private final long most;
        private long bytes;

        Visit(Request request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public String getMethod() {
            String method = super.getMethod();
            return HttpMethod.HEAD.is(method) && !stream() ? HttpMethod.GET.asString() : method;
        }

        /** A stream has no end, and so no length that a HEAD could tell. */
        private boolean stream() {
            String accepted = getHeaders().get(HttpHeader.ACCEPT);
            return accepted != null && accepted.contains("text/event-stream");
        }

        @Override
        public Content.@Nullable Chunk read() {
            Content.Chunk chunk = super.read();
            if (chunk == null || Content.Chunk.isFailure(chunk)) {
                return chunk;
            }
            bytes += chunk.remaining();
            UnfitBodyException unfit = unfit(chunk.isLast());
            if (unfit == null) {
                return chunk;
            }
            chunk.release();
            return Content.Chunk.from(unfit, true);
        }

        private @Nullable UnfitBodyException unfit(boolean last) {
            if (bytes > most) {
                return new UnfitBodyException(
                        Problem.Kind.TOO_LARGE,
                        "The request has more than %,d bytes, the most that is let in.".formatted(most));
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            boolean slow =
                    seconds > LONGEST_SECONDS || (seconds > PATIENCE_SECONDS && bytes < seconds * BYTES_A_SECOND);
            return last || !slow
                    ? null
                    : new UnfitBodyException(
                            Problem.Kind.TIMEOUT,
                            "The body came more slowly than 1 kB a second, or took more than a minute. Send it again over a better line.");
        }
    }
}
