package dev.gioconda.weights.format;

import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * One array of an HDF5 file, still in the mapped file.
 *
 * @param bytes its little-endian values in row-major order
 */
record H5Values(ScalarType type, long[] shape, ByteBuffer bytes) {

    private static final int MAX_RANK = 16;

    /** The array of a data set, whose shape must agree with the bytes it has; {@link HdfException} otherwise. */
    static H5Values of(String name, ContiguousDataset dataset) {
        ScalarType type = type(dataset.getDataType());
        if (type == null) {
            throw new HdfException(name + " holds neither little-endian floats nor whole numbers");
        }
        long[] shape = dataset.getDimensionsAsLong();
        long size = torch.elementSize(type);
        long upperBound = size;
        try {
            for (long dimension : shape) {
                if (dimension < 0 || shape.length > MAX_RANK) {
                    throw new HdfException(name + " has an absurd shape");
                }
                size = Math.multiplyExact(size, dimension);
                upperBound = Math.multiplyExact(upperBound, Math.max(1, dimension));
            }
        } catch (ArithmeticException overflow) {
            throw new HdfException(name + " has an absurd shape", overflow);
        }
        if (upperBound > Integer.MAX_VALUE) {
            throw new HdfException("%s would take %d bytes, more than is read".formatted(name, upperBound));
        }
        ByteBuffer bytes = dataset.getBuffer();
        if (bytes.remaining() != size) {
            throw new HdfException("%s needs %d bytes but has %d".formatted(name, size, bytes.remaining()));
        }
        return new H5Values(type, shape, bytes);
    }

    private static @Nullable ScalarType type(DataType type) {
        if (type instanceof FloatingPoint number && number.getByteOrder() == ByteOrder.LITTLE_ENDIAN) {
            return switch (number.getSize()) {
                case 2 -> ScalarType.Half;
                case 4 -> ScalarType.Float;
                case 8 -> ScalarType.Double;
                default -> null;
            };
        }
        if (type instanceof FixedPoint number && number.getByteOrder() == ByteOrder.LITTLE_ENDIAN) {
            return switch (number.getSize()) {
                case 4 -> ScalarType.Int;
                case 8 -> ScalarType.Long;
                default -> null;
            };
        }
        return null;
    }
}
