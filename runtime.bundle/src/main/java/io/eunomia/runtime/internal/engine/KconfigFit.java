package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Checks whether an option of the kernel's configuration fits in the type that an object gives it. The rules are libbpf's
 * ({@code set_kcfg_value_tri}, {@code _str} and {@code _num} of libbpf.c), by which a load would fail.
 */
final class KconfigFit {
    private static final String TRISTATE = "libbpf_tristate";

    private KconfigFit() {
    }

    /** Tells what is wrong with the type and which one would fit. */
    record Misfit(String reason, String hint) {
    }

    /** Checks one option. @param value as the configuration's file has it @return empty when it fits */
    static Optional<Misfit> check(Btf btf, int typeId, String name, String value) {
        BtfType type = btf.resolve(typeId);
        String subject = "the object declares " + btf.typeName(typeId) + ' ' + name + (name.startsWith("LINUX_HAS_")
                ? ", which libbpf sets to 0 or 1" : ", and this kernel has " + name + '=' + value);
        if (value.matches("[ymn]")) {
            boolean bool = type instanceof IntType one && one.bool();
            boolean fits = bool && !value.equals("m") || type instanceof EnumType choice && choice.name().equals(TRISTATE)
                    || type instanceof IntType letter && letter.size() == 1 && !bool;
            return fits ? Optional.empty() : misfit(subject, name, "enum " + TRISTATE);
        }
        if (value.startsWith("\"")) {
            boolean text = type instanceof ArrayType array && btf.resolve(array.typeId()) instanceof IntType one && one.size() == 1;
            return text ? Optional.empty() : misfit(subject, name + '[' + Math.max(2, value.length() - 1) + ']', "char");
        }
        return number(value).filter(number -> !(type instanceof IntType integer && holds(integer, number)))
                .flatMap(number -> misfit(subject, name, number.bitLength() > Integer.SIZE - 1 ? "unsigned long" : "int"));
    }

    private static Optional<Misfit> misfit(String subject, String declared, String type) {
        return Optional.of(new Misfit(subject + ", which does not fit", "declare it as: extern " + type + ' ' + declared
                + " __kconfig"));
    }

    private static Optional<BigInteger> number(String value) {
        boolean hexadecimal = value.matches("0[xX][0-9a-fA-F]{1,16}");
        return hexadecimal ? Optional.of(new BigInteger(value.substring(2), 16))
                : value.matches("-?[0-9]{1,20}") ? Optional.of(new BigInteger(value)) : Optional.empty();
    }

    private static boolean holds(IntType type, BigInteger number) {
        if (type.bool()) {
            return number.signum() >= 0 && number.bitLength() <= 1;
        }
        // Eight bytes hold whatever was read, signed or not.
        return type.size() == Long.BYTES || (type.signed() ? number.bitLength() < 8 * type.size()
                : number.signum() >= 0 && number.bitLength() <= 8 * type.size());
    }
}
