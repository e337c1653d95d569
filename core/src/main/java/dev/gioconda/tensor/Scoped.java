package dev.gioconda.tensor;

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
}
