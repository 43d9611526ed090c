package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.BtfType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Function;

/** Encodes a Java value as the little-endian bytes of one integer, boolean, enumerator, pointer or float. */
final class ScalarEncoder {
    private static final int NAMES_SHOWN = 32;

    private final String typeName;
    private final Function<String, BpfException> refused;

    /** @param refused makes the exception that says why a value does not fit */
    ScalarEncoder(String typeName, Function<String, BpfException> refused) {
        this.typeName = typeName;
        this.refused = refused;
    }

    byte[] encode(BtfType type, Object value) {
        if (type instanceof BtfType.IntType number) {
            return number.bool() ? bytes(bool(value), number.size())
                    : bytes(inRange(whole(value), 8 * number.size(), number.signed()), number.size());
        }
        if (type instanceof BtfType.EnumType choice) {
            return bytes(inRange(enumerator(choice, value), 8 * choice.size(), choice.signed()), choice.size());
        }
        if (type instanceof BtfType.FloatType real) {
            return real(value, real.size());
        }
        if (type instanceof BtfType.Pointer) {
            return bytes(inRange(whole(value), Long.SIZE, false), Long.BYTES);
        }
        throw refused.apply("a " + typeName + " cannot be set");
    }

    /** Sets the bits of a bit-field and leaves the rest of {@code out}. @param bitOffset from the start of {@code out} */
    void putBits(BtfType type, Object value, int bitOffset, int bits, ByteBuffer out) {
        BigInteger number;
        if (type instanceof BtfType.EnumType choice) {
            number = inRange(enumerator(choice, value), bits, choice.signed());
        } else if (type instanceof BtfType.IntType integer) {
            number = integer.bool() ? bool(value) : inRange(whole(value), bits, integer.signed());
        } else {
            throw refused.apply("a " + typeName + " cannot be set");
        }
        for (int bit = 0; bit < bits; bit++) {
            int at = bitOffset + bit >>> 3;
            int mask = 1 << (bitOffset + bit & 7);
            out.put(at, (byte) (number.testBit(bit) ? out.get(at) | mask : out.get(at) & ~mask));
        }
    }

    private BigInteger bool(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigInteger.ONE : BigInteger.ZERO;
        }
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return BigInteger.valueOf(number.longValue());
        }
        throw refused.apply(shown(value) + " is no " + typeName + ": give true or false");
    }

    private BigInteger inRange(BigInteger number, int bits, boolean signed) {
        BigInteger min = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw refused.apply(number + " does not fit " + typeName + " (" + min + " to " + max + ')');
        }
        return number;
    }

    private static byte[] bytes(BigInteger number, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private BigInteger whole(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? BigInteger.ONE : BigInteger.ZERO;
        }
        try {
            if (value instanceof Number number) {
                return new BigDecimal(number.toString()).toBigIntegerExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused.apply(shown(value) + " is no whole number");
        }
        throw refused.apply(shown(value) + " is no number, " + typeName + " needs one");
    }

    /** An enumerator by name or number; one of an unsigned 64-bit enum may lie above the greatest {@code long}. */
    private BigInteger enumerator(BtfType.EnumType choice, Object value) {
        if (!(value instanceof CharSequence)) {
            return whole(value);
        }
        String name = value.toString();
        Optional<Long> found = choice.values().stream().filter(one -> one.name().equals(name))
                .map(BtfType.Enumerator::value).findFirst();
        return found.map(number -> choice.signed() ? BigInteger.valueOf(number)
                        : new BigInteger(Long.toUnsignedString(number)))
                .orElseThrow(() -> refused.apply("\"" + name + "\" is none of " + choice.values().stream()
                        .map(BtfType.Enumerator::name).limit(NAMES_SHOWN).toList()));
    }

    private byte[] real(Object value, int size) {
        if (!(value instanceof Number number)) {
            throw refused.apply(shown(value) + " is no number, " + typeName + " needs one");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        double wide = number.doubleValue();
        // A finite number must stay finite; infinity and NaN have to be asked for by name.
        boolean finite = Double.isFinite(wide) || named(number);
        if (size == Double.BYTES && finite) {
            return bytes.putDouble(wide).array();
        }
        if (size == Float.BYTES && finite && Float.isInfinite(number.floatValue()) == Double.isInfinite(wide)) {
            return bytes.putFloat(number.floatValue()).array();
        }
        throw refused.apply(shown(value) + " does not fit " + typeName);
    }

    private static boolean named(Number number) {
        return number instanceof Double || number instanceof Float;
    }

    static String shown(Object value) {
        return value instanceof CharSequence ? "\"" + value + '"' : String.valueOf(value);
    }
}
