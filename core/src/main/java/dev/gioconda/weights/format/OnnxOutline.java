package dev.gioconda.weights.format;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Checks the outline of an ONNX file, a protobuf message {@code ModelProto}: the fields of the model, of its graph and of the graph's
 * nodes are known ones, and their lengths fill the file exactly. Nothing is run. Source: onnx.proto, fields by number.
 */
final class OnnxOutline {

    private static final int MAX_IR_VERSION = 64; // 13 in 2026
    private static final int VARINT = 0; // wire types of protobuf
    private static final int LENGTH = 2;
    private static final int MAX_VARINT_BYTES = 10;

    private static final int GRAPH = 7; // fields of the model
    private static final int OPERATOR_SET = 8;
    private static final Set<Integer> MODEL_NUMBERS = Set.of(1, 5);
    private static final Set<Integer> MODEL_PARTS = Set.of(2, 3, 4, 6, GRAPH, OPERATOR_SET, 14, 20, 25, 26);
    private static final int NODE = 1; // field of the graph
    private static final Set<Integer> GRAPH_PARTS = Set.of(NODE, 2, 5, 10, 11, 12, 13, 14, 15, 16);
    private static final int OPERATOR = 4; // field of a node
    private static final Set<Integer> NODE_PARTS = Set.of(1, 2, 3, OPERATOR, 5, 6, 7, 8, 9, 10);

    private final Path file;
    private int graphs;
    private int operatorSets;
    private int nodes;
    private int operators;

    private OnnxOutline(Path file) {
        this.file = file;
    }

    /** Receives the parts of a message in their order. */
    @FunctionalInterface
    private interface PartVisitor {
        void visit(int field, ByteBuffer part) throws IOException;
    }

    /** Whether a file with these first bytes can be ONNX: a small version of the format, then another field of the model. */
    static boolean canBegin(byte[] first) {
        if (first.length < 3 || first[0] != tag(1, VARINT) || first[1] < 1 || first[1] > MAX_IR_VERSION) {
            return false;
        }
        int field = first[2] >> 3;
        return (first[2] & 7) == LENGTH ? MODEL_PARTS.contains(field) : first[2] == tag(5, VARINT);
    }

    private static int tag(int field, int wireType) {
        return field * 8 + wireType;
    }

    /** Throws if the file is not ONNX from its first byte to its last. */
    static void check(Path file) throws IOException {
        OnnxOutline outline = new OnnxOutline(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new IOException(
                        "%s has %d bytes; ONNX files above 2 GiB are not read.".formatted(file, channel.size()));
            }
            outline.model(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (BufferUnderflowException end) {
            throw new IOException(
                    "%s begins as ONNX but is cut off or damaged: it ends inside a field.".formatted(file), end);
        }
    }

    private void model(ByteBuffer model) throws IOException {
        walk("the model", model, MODEL_NUMBERS, MODEL_PARTS, (field, part) -> {
            if (field == GRAPH) {
                graphs++;
                graph(part);
            } else if (field == OPERATOR_SET) {
                operatorSets++;
            }
        });
        if (graphs != 1 || operatorSets == 0 || nodes == 0 || operators != nodes) {
            throw damaged("it has %d graphs, %d operator sets, and %d nodes with %d operators"
                    .formatted(graphs, operatorSets, nodes, operators));
        }
    }

    private void graph(ByteBuffer graph) throws IOException {
        walk("the graph", graph, Set.of(), GRAPH_PARTS, (field, part) -> {
            if (field == NODE) {
                nodes++;
                walk("a node", part, Set.of(), NODE_PARTS, (nodeField, value) -> {
                    if (nodeField == OPERATOR) {
                        operators++;
                    }
                });
            }
        });
    }

    private void walk(String name, ByteBuffer message, Set<Integer> numbers, Set<Integer> parts, PartVisitor visitor)
            throws IOException {
        while (message.hasRemaining()) {
            long tag = varint(message);
            int field = (int) Math.min(Integer.MAX_VALUE, tag >>> 3);
            int wireType = (int) (tag & 7);
            if (wireType == VARINT && numbers.contains(field)) {
                varint(message);
            } else if (wireType == LENGTH && parts.contains(field)) {
                long length = varint(message);
                if (length < 0 || length > message.remaining()) {
                    throw damaged("field %d of %s has %d bytes where %d are left"
                            .formatted(field, name, length, message.remaining()));
                }
                ByteBuffer part = message.slice(message.position(), (int) length);
                message.position(message.position() + (int) length);
                visitor.visit(field, part);
            } else {
                throw damaged("%s has a field %d of wire type %d".formatted(name, field, wireType));
            }
        }
    }

    private long varint(ByteBuffer bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            byte next = bytes.get();
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has more than %d bytes".formatted(MAX_VARINT_BYTES));
    }

    private IOException damaged(String detail) {
        return new IOException("%s begins as ONNX but is cut off or damaged: %s.".formatted(file, detail));
    }
}
