package dev.gioconda.image.codec;

import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * The codecs of the JDK, looked up once. {@code ImageIO.read} would pass untrusted bytes to any codec
 * on the class path, and through a cache file on disk. The JDK's providers are in packages that are not exported, so
 * they are looked up in the registry by format name, limited to the module that contains {@code ImageIO} itself.
 */
final class JdkCodecs {
    static final ImageReaderSpi BMP_READER = find(ImageReaderSpi.class, "bmp");
    static final ImageReaderSpi TIFF_READER = find(ImageReaderSpi.class, "tiff");
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
                "This Java runtime has no built-in %s codec; expected one in java.desktop. ".formatted(format)
                        + "Use a complete JDK 17 or newer.");
    }
}
