package dev.gioconda.server.classify;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.image.CropGeometry;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.image.codec.PictureWriter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A face as the page shows it without JavaScript. The module {@code overlay.js} computes the same.
 *
 * @param number from 1, row by row from left to right
 * @param answer the prediction, and the box of the face in pixels of the image
 * @param title the label with an upper-case first letter
 * @param reason why the model cannot tell, as a sentence; null if there is none or it can
 * @param tag the label in the image
 * @param thumbnail the face as a {@code data:} URL; null if it is the only one
 */
public record ShownFace(
        int number,
        FaceAnswer answer,
        String title,
        @Nullable String reason,
        Tag tag,
        @Nullable String thumbnail) {

    private static final int THUMBNAIL_SIDE = 112; // pixels; twice that of the page
    private static final double THUMBNAIL_MARGIN = 1.3; // side of a thumbnail in sides of the box
    private static final double JPEG_QUALITY = 0.9;

    /**
     * A text above a face, in pixels of the image.
     *
     * @param x left end
     * @param y baseline
     * @param size of the font
     */
    public record Tag(String text, double x, double y, double size) {

        private static final double CHARACTER_WIDTH = 0.58; // of a bold font's size
        private static final int REFERENCE_SIDE = 640; // of the image on the page, about

        /** The number and the label if there is room for them, otherwise the number; within the image. */
        static Tag of(ShownResult.ImageSize image, FaceAnswer face, String title, int number, boolean single) {
            double unit = (double) Math.max(image.width(), image.height()) / REFERENCE_SIDE;
            double full = (single ? 34 : 26) * unit;
            String label = single ? title : number + " " + title;
            double fitting = single ? full : Math.min(full, 1.4 * face.width() / (CHARACTER_WIDTH * label.length()));
            boolean room = fitting >= 14 * unit;
            String text = room ? label : Integer.toString(number);
            double size = room ? fitting : full;
            double x = Math.max(
                    4 * unit, Math.min((double) face.x(), image.width() - CHARACTER_WIDTH * size * text.length()));
            double above = face.y() - 8 * unit;
            return new Tag(text, x, above >= size ? above : face.y() + size + 4 * unit, size);
        }
    }

    /** The part of an image around a face, a square within the image, as a {@code data:} URL. */
    static String thumbnail(Picture picture, FaceAnswer face, double scale) {
        double side = Math.min(
                scale * THUMBNAIL_MARGIN * Math.max(face.width(), face.height()),
                Math.min(picture.width(), picture.height()));
        double left = scale * (face.x() + face.width() / 2.0) - side / 2;
        double top = scale * (face.y() + face.height() / 2.0) - side / 2;
        Picture square = Resampler.region(
                picture,
                new CropGeometry(
                        Math.max(0, Math.min(left, picture.width() - side)),
                        Math.max(0, Math.min(top, picture.height() - side)),
                        side,
                        side,
                        THUMBNAIL_SIDE,
                        THUMBNAIL_SIDE,
                        false));
        return jpegUrl(square);
    }

    /** A JPEG file as a {@code data:} URL: the server does not store it. */
    static String jpegUrl(Picture picture) {
        return "data:image/jpeg;base64,"
                + Base64.getEncoder().encodeToString(PictureWriter.jpeg(picture, JPEG_QUALITY));
    }
}
