package dev.gioconda.train.detection;

import dev.gioconda.detection.DetectedObject;
import dev.gioconda.image.Picture;
import java.util.List;

/** Annotates a picture: another detector, or a rule such as "the whole picture is one object". */
@FunctionalInterface
public interface Teacher {

    /** A picture that is one object, such as a cut-out. */
    Teacher WHOLE_PICTURE = picture -> List.of(new DetectedObject(
            picture.width() / 2.0, picture.height() / 2.0, picture.width(), picture.height(), List.of(), 1));

    /** The objects of a picture; empty if there are none. */
    List<DetectedObject> annotate(Picture picture);
}
