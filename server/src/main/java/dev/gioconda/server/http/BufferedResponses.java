package dev.gioconda.server.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the body of a response until the request is handled, and sends it then without a thread that waits: a client that reads slowly
 * costs a socket and the bytes that it has not read. A client that reads at less than a minimum rate is disconnected. Event streams, which have no
 * end, are sent as they are written.
 */
final class BufferedResponses extends Handler.Wrapper {

    private final MemoryBudget budget;
    private final Function<Request, String> clientOf;
    private final Duration grace;
    private final int minBytesPerSecond;

    /**
     * @param clientOf identifies the client of a request, for its share of the budget
     * @param grace time in which a client need not read
     * @param minBytesPerSecond lowest mean rate after that
     */
    BufferedResponses(MemoryBudget budget, Function<Request, String> clientOf, Duration grace, int minBytesPerSecond) {
        this.budget = budget;
        this.clientOf = clientOf;
        this.grace = grace;
        this.minBytesPerSecond = minBytesPerSecond;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        BufferedResponse buffered = new BufferedResponse(request, response, callback);
        return super.handle(request, buffered, buffered);
    }

    private final class BufferedResponse extends Response.Wrapper implements Callback {
        private final Callback callback;
        private final String client;
        private final BodyBuffer body = new BodyBuffer();
        private boolean stream;
        private boolean written;
        private boolean lastWritten;

        BufferedResponse(Request request, Response response, Callback callback) {
            super(request, response);
            this.callback = callback;
            this.client = clientOf.apply(request);
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer content, Callback onWritten) {
            if (!written) {
                String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
                stream = type != null && type.startsWith("text/event-stream");
            }
            written = true;
            lastWritten |= last;
            if (stream) {
                super.write(last, content, onWritten);
                return;
            }
            int count = content == null ? 0 : content.remaining();
            if (!budget.reserve(client, count)) {
                onWritten.failed(new HttpException.RuntimeException(
                        HttpStatus.SERVICE_UNAVAILABLE_503, "Too many bytes are being sent."));
                return;
            }
            if (content != null) {
                body.append(content);
            }
            onWritten.succeeded();
        }

        /** As without a buffer: what was written cannot be reset by the application. */
        @Override
        public boolean isCommitted() {
            return body.size() > 0 || super.isCommitted();
        }

        @Override
        public boolean hasLastWrite() {
            return lastWritten || super.hasLastWrite();
        }

        /** The request is handled. */
        @Override
        public void succeeded() {
            if (stream) {
                callback.succeeded();
                return;
            }
            int count = body.size();
            Scheduler.Task deadline = getRequest()
                    .getComponents()
                    .getScheduler()
                    .schedule(
                            () -> disconnect(count),
                            grace.toMillis() + 1000L * count / minBytesPerSecond,
                            TimeUnit.MILLISECONDS);
            Callback sent = Callback.from(
                    () -> {
                        deadline.cancel();
                        budget.release(client, count);
                    },
                    callback);
            super.write(true, body.content(), sent);
        }

        @Override
        public void failed(Throwable failure) {
            budget.release(client, body.size());
            callback.failed(failure);
        }

        private void disconnect(int count) {
            getRequest()
                    .getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .close(new TimeoutException("The client did not read %,d bytes in time.".formatted(count)));
        }
    }
}
