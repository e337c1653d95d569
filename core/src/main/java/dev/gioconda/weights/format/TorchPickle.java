package dev.gioconda.weights.format;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Reads one pickle as far as a state dict needs it (protocol 2; Python's {@code pickletools} describes the opcodes). A pickle is
 * a program for a small stack machine; here it can build dictionaries, lists, tuples, numbers, texts and {@link TorchView}s,
 * and call only what {@link TorchGlobals} lists. Work and memory are bounded by {@link #MAX_STEPS} and the bytes given.
 *
 * <p>Values are {@link Map} (keys are texts or numbers), {@link List} for lists and tuples, {@link Long}, {@link BigInteger},
 * {@link Double}, {@link Boolean}, {@link String}, {@link TorchStorage}, {@link TorchView} and {@link PythonNone}.
 */
final class TorchPickle {

    /** Opcodes in one pickle; a state dict of 600 tensors takes about 30,000. */
    static final int MAX_STEPS = 2_000_000;

    /** Python's None. */
    enum PythonNone {
        NONE
    }

    private final String source;
    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private TorchPickle(String source, ByteBuffer in) {
        this.source = source;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Reads the pickle at the buffer's position and leaves the position behind it.
     *
     * @param source the file's name, for errors
     */
    static Object load(String source, ByteBuffer in) throws IOException {
        TorchPickle pickle = new TorchPickle(source, in);
        try {
            for (int step = 0; step < MAX_STEPS; step++) {
                int opcode = in.get() & 0xff;
                if (opcode == '.') {
                    return pickle.pop();
                }
                pickle.execute(opcode);
            }
        } catch (BufferUnderflowException cutOff) {
            throw new IOException("%s is cut off or damaged: its pickle ends in the middle.".formatted(source), cutOff);
        }
        throw new IOException(
                "%s has a pickle of more than %,d steps; no state dict is that long.".formatted(source, MAX_STEPS));
    }

    private void execute(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> version(in.get());
            case '(' -> marks.push(stack.size());
            case 'N' -> stack.add(PythonNone.NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K' -> stack.add((long) (in.get() & 0xff));
            case 'M' -> stack.add((long) (in.getShort() & 0xffff));
            case 'J' -> stack.add((long) in.getInt());
            case 0x8a -> stack.add(number(in.get() & 0xff));
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> stack.add(text(in.getInt(), StandardCharsets.UTF_8));
            case 'U' -> stack.add(text(in.get() & 0xff, StandardCharsets.ISO_8859_1)); // Python 2
            case 'T' -> stack.add(text(in.getInt(), StandardCharsets.ISO_8859_1));
            case ')' -> stack.add(List.of());
            case 0x85 -> tuple(1);
            case 0x86 -> tuple(2);
            case 0x87 -> tuple(3);
            case 't' -> tuple(countSinceMark());
            case ']' -> stack.add(new ArrayList<>());
            case '}' -> stack.add(new LinkedHashMap<>());
            case 'a' -> append(1);
            case 'e' -> append(countSinceMark());
            case 's' -> put(2);
            case 'u' -> put(countSinceMark());
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 'h' -> pushMemo(in.get() & 0xff);
            case 'j' -> pushMemo(in.getInt());
            case 'c' -> stack.add(TorchGlobals.find(source, line() + "." + line()));
            case 'Q' -> stack.add(storage(pop()));
            case 'R', 0x81 -> call();
            case 'b' -> build(pop());
            default ->
                throw new IOException(
                        "%s is damaged or no state dict: its pickle has opcode 0x%02x, which no state dict needs."
                                .formatted(source, opcode));
        }
    }

    private void version(byte version) throws IOException {
        if (version != 2) {
            throw damaged("pickle protocol %d, expected 2".formatted(version));
        }
    }

    private Object number(int length) throws IOException {
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(reversed(bytes(length)));
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private String text(int length, Charset charset) throws IOException {
        return new String(bytes(length), charset);
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0 || length > in.remaining()) { // before memory of that size is asked for
            throw damaged("a text of %d bytes where %d are left".formatted(length, in.remaining()));
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char next = (char) (in.get() & 0xff); next != '\n'; next = (char) (in.get() & 0xff)) {
            line.append(next);
        }
        return line.toString();
    }

    private Object top() throws IOException {
        if (stack.size() <= floor()) {
            throw damaged("an empty stack where a value was expected");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws IOException {
        Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    /** Below the last mark nothing may be taken. */
    private int floor() {
        Integer mark = marks.peek();
        return mark == null ? 0 : mark;
    }

    private int countSinceMark() throws IOException {
        if (marks.isEmpty()) {
            throw damaged("no mark where one was expected");
        }
        return stack.size() - marks.pop();
    }

    private List<Object> popValues(int count) throws IOException {
        if (stack.size() - floor() < count) {
            throw damaged("%d values where %d were expected".formatted(stack.size() - floor(), count));
        }
        List<Object> last = stack.subList(stack.size() - count, stack.size());
        List<Object> taken = new ArrayList<>(last);
        last.clear();
        return taken;
    }

    private void tuple(int count) throws IOException {
        stack.add(popValues(count));
    }

    private void append(int count) throws IOException {
        List<Object> values = popValues(count);
        if (!(top() instanceof ArrayList<?>)) {
            throw damaged("values appended to something that is not a list");
        }
        @SuppressWarnings("unchecked") // lists are only made here, of objects
        List<Object> list = (List<Object>) top();
        list.addAll(values);
    }

    private void put(int count) throws IOException {
        List<Object> values = popValues(count);
        if (!(top() instanceof LinkedHashMap<?, ?>) || count % 2 != 0) {
            throw damaged("entries put into something that is not a dictionary");
        }
        @SuppressWarnings("unchecked") // maps are only made here and in TorchGlobals, of objects
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < count; i += 2) {
            if (!(values.get(i) instanceof String || values.get(i) instanceof Long)) {
                throw damaged("a key that is neither text nor number");
            }
            map.put(values.get(i), values.get(i + 1));
        }
    }

    private void pushMemo(int index) throws IOException {
        Object value = memo.get(index);
        if (value == null) {
            throw damaged("memo %d, which was never filled".formatted(index));
        }
        stack.add(value);
    }

    private void call() throws IOException {
        Object arguments = pop();
        if (!(pop() instanceof TorchGlobals name) || !(arguments instanceof List<?> list)) {
            throw damaged("a call of something that is not a function");
        }
        stack.add(name.call(source, list));
    }

    /** An ordered dictionary's attributes ({@code _metadata}) and a parameter's flags are not needed. */
    private void build(Object state) throws IOException {
        if (!(top() instanceof Map<?, ?>) && !(top() instanceof TorchView)) {
            throw damaged(
                    "a state of %s for what has none".formatted(state.getClass().getSimpleName()));
        }
    }

    /** {@code ("storage", type, key, place, count[, None])}. */
    private TorchStorage storage(Object id) throws IOException {
        if (id instanceof List<?> parts
                && (parts.size() == 5 || (parts.size() == 6 && parts.get(5) == PythonNone.NONE))
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof ScalarType type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long count
                && count >= 0) {
            return new TorchStorage(key, type, count);
        }
        throw damaged("a storage that is not described as PyTorch does");
    }

    private IOException damaged(String detail) {
        return new IOException("%s is damaged: its pickle has %s at byte %d.".formatted(source, detail, in.position()));
    }
}
