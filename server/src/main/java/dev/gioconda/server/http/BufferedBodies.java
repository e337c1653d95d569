package dev.gioconda.server.http;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request before the request is handled, without a thread that waits: a slow client costs a socket and the bytes it
 * has sent. A body that is rejected while it is received is handled all the same, and reading it fails with the rejection.
 */
final class BufferedBodies extends Handler.Wrapper {

    private final MemoryBudget budget;
    private final Function<Request, String> clientOf;

    /** @param clientOf identifies the client of a request, for its share of the budget */
    BufferedBodies(MemoryBudget budget, Function<Request, String> clientOf) {
        this.budget = budget;
        this.clientOf = clientOf;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!sendsBody(request)) {
            return super.handle(request, response, callback);
        }
        new Reception(request, response, callback).receive();
        return true;
    }

    private static boolean sendsBody(Request request) {
        return request.getLength() > 0
                || (request.getLength() < 0 && request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    private boolean next(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, callback);
    }

    /** One body on its way. Its methods are called one after the other, by threads that Jetty has when bytes arrive. */
    private final class Reception {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String client;
        private final ReceivedBody body = new ReceivedBody();

        Reception(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.client = clientOf.apply(request);
        }

        void receive() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::receive);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    handleReceived(chunk);
                    return;
                }
                boolean reserved = budget.reserve(client, chunk.remaining());
                if (reserved) {
                    body.append(chunk.getByteBuffer());
                }
                chunk.release();
                if (!reserved) {
                    handleReceived(Content.Chunk.from(
                            new RejectedBodyException(
                                    Problem.Kind.BUSY, "Too many bytes are being received. Send the request again."),
                            true));
                    return;
                }
                if (chunk.isLast()) {
                    handleReceived(null);
                    return;
                }
            }
        }

        private void handleReceived(Content.@Nullable Chunk failure) {
            int reserved = body.size();
            Callback releasing = Callback.from(() -> budget.release(client, reserved), callback);
            try {
                if (!next(new ReceivedRequest(request, body.content(), failure), response, releasing)) {
                    Response.writeError(request, response, releasing, HttpStatus.NOT_FOUND_404);
                }
            } catch (Throwable failed) { // as Jetty does for handlers that it calls itself
                Response.writeError(request, response, releasing, failed);
            }
        }
    }

    /** A request whose body was received: its content, and the failure that ended it, if any. */
    private static final class ReceivedRequest extends Request.Wrapper {
        private final Content.Chunk end;
        private final boolean complete;
        private final Iterator<ByteBuffer> content;

        ReceivedRequest(Request request, List<ByteBuffer> body, Content.@Nullable Chunk failure) {
            super(request);
            this.end = failure == null ? Content.Chunk.EOF : failure;
            this.complete = failure == null;
            this.content = body.iterator();
        }

        @Override
        public Content.Chunk read() {
            if (!content.hasNext()) {
                return end;
            }
            ByteBuffer segment = content.next();
            return Content.Chunk.from(segment, complete && !content.hasNext());
        }

        @Override
        public void demand(Runnable demandCallback) {
            getComponents().getExecutor().execute(demandCallback);
        }
    }
}
