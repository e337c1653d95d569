package dev.gioconda.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Computes a tensor and leaves nothing else: what was made on the way to it is freed at once, not when the caller's scope ends. */
public final class Scoped {

    private Scoped() {}

    /** The result belongs to the caller's scope, if there is one. */
    public static Tensor of(Supplier<Tensor> work) {
        Tensor result = owned(work);
        PointerScope outerScope = PointerScope.getInnerScope();
        if (outerScope != null) {
            outerScope.attach(result); // which counts it once more
            result.releaseReference();
        }
        return result;
    }

    /** The result belongs to no scope; the caller closes it. */
    public static Tensor owned(Supplier<Tensor> work) {
        try (PointerScope scope = new PointerScope()) {
            return work.get().retainReference();
        }
    }
}
