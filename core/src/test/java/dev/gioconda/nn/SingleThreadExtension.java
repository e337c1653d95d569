package dev.gioconda.nn;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Lets libtorch use one thread for a test class: for small maps more threads are slower. */
public final class SingleThreadExtension implements BeforeAllCallback, AfterAllCallback {

    private int before;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = torch.get_num_threads();
        torch.set_num_threads(1);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        torch.set_num_threads(before);
    }
}
