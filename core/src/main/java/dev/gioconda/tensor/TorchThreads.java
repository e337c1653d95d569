package dev.gioconda.tensor;

import org.bytedeco.pytorch.global.torch;

/** The number of cores that libtorch uses for the operations of a thread. */
public final class TorchThreads {

    private TorchThreads() {}

    /**
     * Sets the number of cores for the operations of the current thread. libtorch initializes a thread at its first parallel operation, with
     * the number that any thread set last; asking for the number initializes it, so that what is set afterwards stays.
     */
    public static void limitThisThread(int cores) {
        int unused = torch.get_num_threads();
        torch.set_num_threads(cores);
    }
}
