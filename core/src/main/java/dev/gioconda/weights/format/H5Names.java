package dev.gioconda.weights.format;

import io.jhdf.api.Attribute;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lists of names that Keras keeps in attributes: texts of one length as older files have them, or of any as newer ones. */
final class H5Names {

    private static final int MAX_NAMES = 10_000;
    private static final int LENGTH_BYTES = 4;

    private H5Names() {}

    /** The names in order; {@link HdfException} if the attribute is not a list of strings or would take more memory than the file. */
    static List<String> of(Attribute attribute) {
        if (attribute.getSize() == 0) {
            return List.of(); // whatever its type
        }
        DataType type = attribute.getDataType();
        boolean list = attribute.getDimensionsAsLong().length == 1 && attribute.getSize() <= MAX_NAMES;
        boolean texts = type instanceof StringData
                || (type instanceof VariableLength && list && referencesAreDistinct(attribute));
        if (list && texts && attribute.getData() instanceof String[] names) {
            return List.of(names);
        }
        throw new HdfException("its attribute %s is not a list of names".formatted(attribute.getName()));
    }

    /** Strings of variable length are stored elsewhere in the file; many references to one long string would take more memory than the file. */
    private static boolean referencesAreDistinct(Attribute attribute) {
        ByteBuffer references = attribute.getBuffer().duplicate();
        int size = attribute.getDataType().getSize();
        Set<ByteBuffer> distinct = new HashSet<>();
        for (int offset = 0; size > LENGTH_BYTES && offset + size <= references.limit(); offset += size) {
            distinct.add(references.slice(offset + LENGTH_BYTES, size - LENGTH_BYTES));
        }
        return distinct.size() == attribute.getSize();
    }
}
