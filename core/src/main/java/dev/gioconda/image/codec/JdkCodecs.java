package dev.gioconda.image.codec;

import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The JDK's own JPEG, PNG and GIF codecs, found once. {@code ImageIO.read} would hand untrusted bytes to whatever codec the class
 * path offers, and through a cache file on disk. The JDK's providers lie in packages that are not exported, so they are
 * taken from the registry by name and only out of the module that ships {@code ImageIO} itself.
 */
final class JdkCodecs {
    static final ImageReaderSpi GIF_READER = find(ImageReaderSpi.class, "gif");
    static final ImageWriterSpi GIF_WRITER = find(ImageWriterSpi.class, "gif");
    static final ImageReaderSpi JPEG_READER = find(ImageReaderSpi.class, "jpeg");
    static final ImageReaderSpi PNG_READER = find(ImageReaderSpi.class, "png");
    static final ImageWriterSpi JPEG_WRITER = find(ImageWriterSpi.class, "jpeg");
    static final ImageWriterSpi PNG_WRITER = find(ImageWriterSpi.class, "png");

    private JdkCodecs() {}

    private static <T extends ImageReaderWriterSpi> T find(Class<T> kind, String format) {
        Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (providers.hasNext()) {
            T provider = providers.next();
            boolean jdk = provider.getClass().getModule() == ImageIO.class.getModule();
            if (jdk && List.of(provider.getFormatNames()).contains(format)) {
                return provider;
            }
        }
        throw new IllegalStateException(
                "This Java runtime has no %s codec of its own; expected one in java.desktop. ".formatted(format)
                        + "Use a complete JDK 17 or newer.");
    }
}
