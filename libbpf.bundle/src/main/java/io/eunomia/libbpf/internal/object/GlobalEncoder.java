package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Turns Java values into the bytes of a global variable, checked against its BTF type. */
final class GlobalEncoder {
    /** What the C types that hold text are called in BTF. */
    private static final Set<String> CHARACTERS = Set.of("char", "signed char", "unsigned char");

    private final Btf btf;
    private final GlobalVariable global;

    GlobalEncoder(Btf btf, GlobalVariable global) {
        this.btf = btf;
        this.global = global;
    }

    /** @throws BpfException naming the variable, its type and its range when the value does not fit */
    byte[] encode(Object value) {
        if (value instanceof byte[] bytes) {
            if (bytes.length != global.size()) {
                throw refused(bytes.length + " bytes given, " + global.typeName() + " has " + global.size());
            }
            return bytes.clone();
        }
        BtfType type = btf.resolve(global.typeId());
        if (type instanceof BtfType.IntType number) {
            return number.bool() ? bool(value) : integer(value, number.size(), number.signed());
        }
        if (type instanceof BtfType.EnumType choice) {
            return value instanceof CharSequence name ? named(choice, name.toString())
                    : integer(value, choice.size(), choice.signed());
        }
        if (type instanceof BtfType.FloatType real) {
            return real(value, real.size());
        }
        if (type instanceof BtfType.ArrayType array && holdsText(array)) {
            return text(value);
        }
        throw refused("a " + global.typeName() + " can only be given as " + global.size() + " raw bytes");
    }

    private boolean holdsText(BtfType.ArrayType array) {
        return btf.resolve(array.typeId()) instanceof BtfType.IntType element && element.size() == 1
                && CHARACTERS.contains(element.name());
    }

    private byte[] bool(Object value) {
        if (value instanceof Boolean flag) {
            return new byte[] {(byte) (flag ? 1 : 0)};
        }
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return new byte[] {number.byteValue()};
        }
        throw refused(shown(value) + " is no " + global.typeName() + ": give true or false");
    }

    private byte[] integer(Object value, int size, boolean signed) {
        BigInteger number = whole(value);
        int bits = size * 8;
        BigInteger min = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger max = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
            throw refused(number + " does not fit " + global.typeName() + " (" + min + " to " + max + ')');
        }
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
            throw refused(shown(value) + " is no whole number");
        }
        throw refused(shown(value) + " is no number, " + global.typeName() + " needs one");
    }

    private byte[] named(BtfType.EnumType choice, String name) {
        return choice.values().stream().filter(one -> one.name().equals(name)).findFirst()
                .map(one -> integer(one.value(), choice.size(), choice.signed()))
                .orElseThrow(() -> refused("\"" + name + "\" is none of " + choice.values().stream()
                        .map(BtfType.Enumerator::name).limit(32).toList()));
    }

    private byte[] real(Object value, int size) {
        if (!(value instanceof Number number)) {
            throw refused(shown(value) + " is no number, " + global.typeName() + " needs one");
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
        if (size == Double.BYTES) {
            return bytes.putDouble(number.doubleValue()).array();
        }
        if (size == Float.BYTES && Float.isInfinite(number.floatValue()) == Double.isInfinite(number.doubleValue())) {
            return bytes.putFloat(number.floatValue()).array();
        }
        throw refused(shown(value) + " does not fit " + global.typeName());
    }

    private byte[] text(Object value) {
        if (!(value instanceof CharSequence)) {
            throw refused(shown(value) + " is no text, " + global.typeName() + " needs one");
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= global.size()) {
            throw refused("the text has " + bytes.length + " bytes, " + global.typeName() + " holds "
                    + (global.size() - 1) + " and a terminating zero");
        }
        return Arrays.copyOf(bytes, global.size());
    }


    private static String shown(Object value) {
        return value instanceof CharSequence ? "\"" + value + '"' : String.valueOf(value);
    }

    private BpfException refused(String why) {
        return new BpfException("global set", global.name(), 0, why);
    }
}
