package dev.gioconda.feedback;

import dev.gioconda.face.Framing;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Converts feedback records to and from JSON and the index. */
final class FeedbackCodec implements Codec<Feedback> {

    private static final byte ABSENT = -1;

    @Override
    public Feedback parse(byte[] object) throws IOException {
        return RecordJson.parse(object, Feedback.class, Feedback.FORMAT);
    }

    @Override
    public byte[] format(Feedback value) throws IOException {
        return RecordJson.format(value);
    }

    @Override
    public void write(Feedback value, DataOutput out) throws IOException {
        out.writeByte(value.format());
        Segment.writeText(value.time(), out);
        Segment.writeText(value.expires(), out);
        Segment.writeText(value.client(), out);
        Segment.writeText(value.receipt(), out);
        out.writeBoolean(value.consent());
        ShownFields shown = ShownFields.of(value.shown());
        Segment.writeText(shown.picture(), out);
        Segment.writeText(shown.perceptual(), out);
        Segment.writeText(shown.framing().name(), out);
        Segment.writeText(shown.model(), out);
        Segment.writeText(shown.attribute(), out);
        out.writeDouble(shown.probability());
        out.writeBoolean(shown.yes());
        Response response = value.response();
        Response.Verdict verdict = response.verdict();
        Segment.writeText(verdict == null ? "" : verdict.name(), out);
        Boolean label = response.label();
        out.writeByte(label == null ? ABSENT : label ? 1 : 0);
        Integer stars = response.stars();
        out.writeByte(stars == null ? ABSENT : stars);
        String reason = response.reason();
        out.writeBoolean(reason != null);
        if (reason != null) {
            Segment.writeText(reason, out);
        }
        Segment.writeText(response.settings(), out);
    }

    @Override
    public Feedback read(String name, SegmentReader in) {
        byte format = in.readByte();
        String time = in.readText();
        String expires = in.readText();
        String client = in.readInternedText();
        String receipt = in.readText();
        boolean consent = in.readBoolean();
        return new Feedback(format, name, time, readShown(in), readResponse(in), consent, expires, client, receipt);
    }

    private static ShownImage readShown(SegmentReader in) {
        ShownFields shown = new ShownFields(
                in.readText(),
                in.readText(),
                Framing.valueOf(in.readInternedText()),
                in.readInternedText(),
                in.readInternedText(),
                in.buffer().getDouble(),
                in.readBoolean());
        return shown.toImage();
    }

    private static Response readResponse(SegmentReader in) {
        String verdict = in.readInternedText();
        byte label = in.readByte();
        byte stars = in.readByte();
        @Nullable String reason = in.readBoolean() ? in.readText() : null;
        return new Response(
                verdict.isEmpty() ? null : Response.Verdict.valueOf(verdict),
                label == ABSENT ? null : (Boolean) (label == 1),
                stars == ABSENT ? null : (Integer) (int) stars,
                reason,
                in.readInternedText());
    }
}
