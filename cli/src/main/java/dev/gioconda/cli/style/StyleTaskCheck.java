package dev.gioconda.cli.style;

import dev.gioconda.image.Picture;
import dev.gioconda.image.Resampler;
import dev.gioconda.style.StyleTask;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds images of a style transfer that do not fit together; each finding is a sentence for the user. */
final class StyleTaskCheck {

    private static final int THUMBNAIL = 32; // pixels
    private static final double SAME_LEVELS = 2; // mean difference of two files of one image, in levels of 255
    private static final double SAME_SHAPE = 0.02; // difference of two aspect ratios, by rounding and cropping

    private StyleTaskCheck() {}

    static List<String> warnings(StyleTask task) {
        List<String> warnings = new ArrayList<>();
        if (task.styles().stream().anyMatch(style -> isSame(task.content(), style.picture()))) {
            warnings.add(
                    "The style image is the content image itself: there is no style to transfer, and the result may "
                            + "be distorted. Choose another style image.");
        }
        addIfStretched(warnings, "mask", task.mask(), task.content());
        addIfStretched(warnings, "initial image", task.initialImage(), task.content());
        return warnings;
    }

    private static void addIfStretched(List<String> warnings, String name, @Nullable Picture image, Picture content) {
        if (image != null && !hasSameShape(image, content)) {
            warnings.add("The %s has %d x %d pixels, the content image %d x %d; it is stretched to that shape."
                    .formatted(name, image.width(), image.height(), content.width(), content.height()));
        }
    }

    private static boolean hasSameShape(Picture a, Picture b) {
        double ratio = (double) a.width() * b.height() / ((double) a.height() * b.width());
        return Math.abs(Math.log(ratio)) <= SAME_SHAPE;
    }

    private static boolean isSame(Picture a, Picture b) {
        if (!hasSameShape(a, b)) {
            return false;
        }
        byte[] first = Resampler.resize(a, THUMBNAIL, THUMBNAIL).rgb();
        byte[] second = Resampler.resize(b, THUMBNAIL, THUMBNAIL).rgb();
        long sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs((first[i] & 0xff) - (second[i] & 0xff));
        }
        return (double) sum / first.length <= SAME_LEVELS;
    }
}
