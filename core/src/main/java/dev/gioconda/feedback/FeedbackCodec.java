package dev.gioconda.feedback;

import dev.gioconda.image.face.Framing;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers to and from JSON and the index. */
final class FeedbackCodec implements Codec<Feedback> {

    private static final byte NOT_SAID = -1;

    @Override
    public Feedback parse(byte[] object) throws IOException {
        return Records.parse(object, Feedback.class, Feedback.FORMAT);
    }

    @Override
    public byte[] format(Feedback value) throws IOException {
        return Records.format(value);
    }

    @Override
    public void write(Feedback value, DataOutput out) throws IOException {
        out.writeByte(value.format());
        Copy.write(value.time(), out);
        Copy.write(value.expires(), out);
        Copy.write(value.client(), out);
        Copy.write(value.receipt(), out);
        out.writeBoolean(value.consent());
        Shown shown = value.shown();
        Copy.write(shown.picture(), out);
        Copy.write(shown.perceptual(), out);
        Copy.write(shown.framing().name(), out);
        Copy.write(shown.model(), out);
        Copy.write(shown.attribute(), out);
        out.writeDouble(shown.probability());
        out.writeBoolean(shown.yes());
        Said said = value.said();
        Said.Verdict verdict = said.verdict();
        Copy.write(verdict == null ? "" : verdict.name(), out);
        Boolean label = said.label();
        out.writeByte(label == null ? NOT_SAID : label ? 1 : 0);
        Integer stars = said.stars();
        out.writeByte(stars == null ? NOT_SAID : stars);
        String reason = said.reason();
        out.writeBoolean(reason != null);
        if (reason != null) {
            Copy.write(reason, out);
        }
        Copy.write(said.settings(), out);
    }

    @Override
    public Feedback read(String name, Copy in) {
        byte format = in.number();
        String time = in.text();
        String expires = in.text();
        String client = in.common();
        String receipt = in.text();
        boolean consent = in.flag();
        return new Feedback(format, name, time, shown(in), said(in), consent, expires, client, receipt);
    }

    private static Shown shown(Copy in) {
        return new Shown(
                in.text(),
                in.text(),
                Framing.valueOf(in.common()),
                in.common(),
                in.common(),
                in.bytes().getDouble(),
                in.flag());
    }

    private static Said said(Copy in) {
        String verdict = in.common();
        byte label = in.number();
        byte stars = in.number();
        @Nullable String reason = in.flag() ? in.text() : null;
        return new Said(
                verdict.isEmpty() ? null : Said.Verdict.valueOf(verdict),
                label == NOT_SAID ? null : (Boolean) (label == 1),
                stars == NOT_SAID ? null : (Integer) (int) stars,
                reason,
                in.common());
    }
}
