package dev.gioconda.feedback;

import java.io.DataOutput;
import java.io.IOException;

/** Converts decisions to and from JSON and the index. */
final class DecisionCodec implements Codec<Decision> {

    @Override
    public Decision parse(byte[] object) throws IOException {
        return RecordJson.parse(object, Decision.class, Decision.FORMAT);
    }

    @Override
    public byte[] format(Decision value) throws IOException {
        return RecordJson.format(value);
    }

    @Override
    public void write(Decision value, DataOutput out) throws IOException {
        out.writeByte(value.format());
        out.writeBoolean(value.accepted());
        Segment.writeText(value.reviewer(), out);
        Segment.writeText(value.time(), out);
    }

    @Override
    public Decision read(String name, SegmentReader in) {
        int dot = name.lastIndexOf('.');
        return new Decision(
                in.readByte(),
                name.substring(0, dot),
                Integer.parseInt(name.substring(dot + 1)),
                in.readBoolean(),
                in.readInternedText(),
                in.readText());
    }
}
