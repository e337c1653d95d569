package dev.gioconda.tensor;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Computes a tensor and frees all intermediate tensors at once, not when the caller's scope ends. */
public final class Scoped {

    private Scoped() {}

    /** The result is owned by the caller's scope, if there is one. */
    public static Tensor of(Supplier<Tensor> work) {
        Tensor result = owned(work);
        PointerScope outerScope = PointerScope.getInnerScope();
        if (outerScope != null) {
            outerScope.attach(result); // which increments the reference count
            result.releaseReference();
        }
        return result;
    }

    /** The result is owned by no scope; the caller closes it. */
    public static Tensor owned(Supplier<Tensor> work) {
        try (PointerScope scope = new PointerScope()) {
            return work.get().retainReference();
        }
    }

    /**
     * Creates what outlives the caller's scopes, such as a network that is shared by the whole process: runs on a thread without a scope, since
     * everything that is created in a scope is freed with it.
     *
     * @throws IOException that the work throws
     */
    public static <T> T outside(Work<T> work) throws IOException {
        if (PointerScope.getInnerScope() == null) {
            return work.run();
        }
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread thread = new Thread(task, "outside-scopes");
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a network was loaded.", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Work of {@link #outside}. */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs it. */
        T run() throws IOException;
    }
}
