package dev.gioconda.feedback;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.gioconda.face.Framing;
import java.util.Objects;

/**
 * The image that a client gave feedback on. Its JSON is that of {@link ShownFields}.
 *
 * @param pictureHash SHA-256 of the image's pixels as a PNG file, see {@link FeedbackPictures}
 * @param perceptualHash its perceptual hash, 16 hexadecimal digits
 * @param framing how the face is framed
 * @param subject what the feedback is about
 */
public record ShownImage(String pictureHash, String perceptualHash, Framing framing, Subject subject) {

    /** Validates the hashes: a stored record may be damaged. */
    public ShownImage {
        Objects.requireNonNull(framing, "framing");
        Objects.requireNonNull(subject, "subject");
        FieldFormats.require(
                FieldFormats.isHex(64, pictureHash),
                "The picture's hash",
                pictureHash,
                "a SHA-256 in lower-case hexadecimal digits");
        FieldFormats.require(
                FieldFormats.isHex(16, perceptualHash),
                "The perceptual hash",
                perceptualHash,
                "16 lower-case hexadecimal digits");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ShownImage of(ShownFields fields) {
        return fields.toImage();
    }

    @JsonValue
    ShownFields fields() {
        return ShownFields.of(this);
    }
}
