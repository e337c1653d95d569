package dev.gioconda.server.classify;

import dev.gioconda.classify.FaceAnswer;
import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The result of a classification as the page shows it without JavaScript. The module {@code smile.js} shows the same of the response of the
 * API.
 *
 * @param summary a sentence
 * @param attribute in words, such as {@code smiling}
 * @param size of the image, to which the boxes refer
 * @param preview the image, reduced, as a {@code data:} URL
 * @param faces row by row, each from left to right
 */
public record ShownResult(String summary, String attribute, ImageSize size, String preview, List<ShownFace> faces) {

    private static final int PREVIEW_SIDE = 960;

    /** The width and height of the upright image in pixels. */
    public record ImageSize(int width, int height) {}

    /**
     * The result with its image.
     *
     * @param picture a copy of the image, which may be smaller
     */
    public static ShownResult of(ClassifyResponse response, Picture picture) {
        String attribute = response.attribute().replace('_', ' ').toLowerCase(Locale.ROOT);
        ImageSize size = new ImageSize(response.width(), response.height());
        List<FaceAnswer> sorted = inReadingOrder(response.faces());
        boolean single = sorted.size() == 1;
        double scale = (double) picture.width() / response.width();
        List<ShownFace> faces = new ArrayList<>();
        for (FaceAnswer face : sorted) {
            int number = faces.size() + 1;
            String title = capitalized(face.label());
            String reason = face.uncertainty();
            faces.add(new ShownFace(
                    number,
                    face,
                    title,
                    reason == null ? null : capitalized(reason) + ".",
                    ShownFace.Tag.of(size, face, title, number, single),
                    single ? null : ShownFace.thumbnail(picture, face, scale)));
        }
        return new ShownResult(
                summary(sorted, attribute),
                attribute,
                size,
                ShownFace.jpegUrl(Resampler.fit(picture, PREVIEW_SIDE)),
                List.copyOf(faces));
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Row by row, each from left to right. A face is in the row of a higher one if its center is at most 60 % of that one's height lower. */
    private static List<FaceAnswer> inReadingOrder(List<FaceAnswer> faces) {
        List<FaceAnswer> downwards = faces.stream()
                .sorted(Comparator.comparingDouble(ShownResult::centerY))
                .toList();
        List<FaceAnswer> ordered = new ArrayList<>();
        List<FaceAnswer> row = new ArrayList<>();
        for (FaceAnswer face : downwards) {
            if (!row.isEmpty()
                    && centerY(face) > centerY(row.get(0)) + 0.6 * row.get(0).height()) {
                row.sort(Comparator.comparingLong(FaceAnswer::x));
                ordered.addAll(row);
                row.clear();
            }
            row.add(face);
        }
        row.sort(Comparator.comparingLong(FaceAnswer::x));
        ordered.addAll(row);
        return ordered;
    }

    private static double centerY(FaceAnswer face) {
        return face.y() + face.height() / 2.0;
    }

    private static String summary(List<FaceAnswer> faces, String attribute) {
        return switch (faces.size()) {
            case 0 -> "No face was found.";
            case 1 -> {
                String label = faces.get(0).label();
                yield label.equals(FaceAnswer.CANNOT_TELL)
                        ? "One face: the classifier is uncertain."
                        : "One face: " + label + ".";
            }
            default -> {
                long positive = faces.stream()
                        .filter(face -> face.label().equals(attribute))
                        .count();
                yield "%d faces, %d of them %s.".formatted(faces.size(), positive, attribute);
            }
        };
    }
}
