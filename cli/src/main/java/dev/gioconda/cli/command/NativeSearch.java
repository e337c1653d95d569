package dev.gioconda.cli.command;

/** Limits JavaCPP's search for native libraries. */
public final class NativeSearch {

    /** JavaCPP's property: the builds that are searched, such as {@code -gpu}; empty for the plain ones only. */
    static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

    private NativeSearch() {}

    /**
     * Skips builds for GPUs unless one is on the class path or the property is set. Without this, the start of libtorch and OpenCV looks up
     * 4,000 names of CUDA libraries in every jar.
     */
    public static void limit() {
        boolean gpuBuild = System.getProperty("java.class.path").contains("-gpu.jar");
        if (!gpuBuild && System.getProperty(EXTENSION) == null) {
            System.setProperty(EXTENSION, "");
        }
    }
}
