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

    private static final int MOST = 10_000;
    private static final int LENGTH_BYTES = 4;

    private H5Names() {}

    /** The names in order; {@link HdfException} if the attribute is no list of texts or would take more memory than the file. */
    static List<String> of(Attribute attribute) {
        if (attribute.getSize() == 0) {
            return List.of(); // whatever its type
        }
        DataType type = attribute.getDataType();
        boolean list = attribute.getDimensionsAsLong().length == 1 && attribute.getSize() <= MOST;
        boolean texts =
                type instanceof StringData || (type instanceof VariableLength && list && eachIsItsOwn(attribute));
        if (list && texts && attribute.getData() instanceof String[] names) {
            return List.of(names);
        }
        throw new HdfException("its attribute %s is no list of names".formatted(attribute.getName()));
    }

    /** Texts of any length lie elsewhere in the file; many names for one long text would take more memory than the file. */
    private static boolean eachIsItsOwn(Attribute attribute) {
        ByteBuffer references = attribute.getBuffer().duplicate();
        int size = attribute.getDataType().getSize();
        Set<ByteBuffer> places = new HashSet<>();
        for (int at = 0; size > LENGTH_BYTES && at + size <= references.limit(); at += size) {
            places.add(references.slice(at + LENGTH_BYTES, size - LENGTH_BYTES));
        }
        return places.size() == attribute.getSize();
    }
}
