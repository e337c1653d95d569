package dev.gioconda.tensor;

import static org.bytedeco.pytorch.global.torch.clear_cache;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The number format of convolutions and matrix products. Weights, gradients and optimizer state are float32 in both
 * cases (mixed precision, Micikevicius et al. 2018, arXiv 1710.03740); losses and normalizations are computed in
 * float32.
 */
public enum Precision {
    /** Everything in float32. */
    FLOAT32,
    /**
     * Products in bfloat16: the range of float32 with 8 bits of precision. Twice as fast on CPUs with AVX-512 BF16 or
     * AMX.
     */
    BFLOAT16;

    /** {@link #BFLOAT16} if the processor has instructions for it, otherwise {@link #FLOAT32} (emulation is slower). */
    public static Precision detect() {
        Path cpu = Path.of("/proc/cpuinfo");
        try {
            return Files.isReadable(cpu) && Files.readString(cpu).matches("(?s).*\\b(avx512_bf16|amx_bf16)\\b.*")
                    ? BFLOAT16
                    : FLOAT32;
        } catch (IOException unreadable) {
            return FLOAT32;
        }
    }

    /** {@code auto}, {@code float32} or {@code bfloat16}, as written in a configuration. */
    public static Precision parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "auto" -> detect();
            case "float32" -> FLOAT32;
            case "bfloat16" -> BFLOAT16;
            default ->
                throw new IllegalArgumentException(
                        "Precision \"%s\" is unknown; choose auto, float32 or bfloat16.".formatted(text));
        };
    }

    /** Enables this precision for forward passes of the calling thread until the scope is closed. */
    public Scope autocast() {
        boolean autocast = this == BFLOAT16;
        if (autocast) {
            set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
            set_autocast_enabled(DeviceType.CPU, true);
        }
        return () -> {
            if (autocast) {
                set_autocast_enabled(DeviceType.CPU, false);
                clear_cache(); // the cached bfloat16 copies of the weights are stale after the next step
            }
        };
    }

    /** Restores the previous precision when closed. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
