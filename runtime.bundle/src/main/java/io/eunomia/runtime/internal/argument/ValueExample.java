package io.eunomia.runtime.internal.argument;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FloatType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes an example of a type's value, in the form of a list or an object, for messages. */
final class ValueExample {
    /** The most elements that an example has; a shorter list is accepted too. */
    private static final int MOST_ELEMENTS = 3;
    private static final int MOST_TEXT = 3;

    private final Btf btf;

    ValueExample(Btf btf) {
        this.btf = btf;
    }

    /** Returns the example as JSON. */
    String of(int typeId) {
        BtfType type = btf.resolve(typeId);
        if (type instanceof ArrayType array) {
            return array(array);
        }
        if (type instanceof StructType struct) {
            return struct(struct).isEmpty() ? "{}" : "{\"" + first(struct) + "\":" + of(struct(struct).get(0).typeId()) + '}';
        }
        if (type instanceof IntType number) {
            return number.bool() ? "true" : "1";
        }
        if (type instanceof EnumType choice && !choice.values().isEmpty()) {
            return '"' + choice.values().get(0).name() + '"';
        }
        return type instanceof FloatType ? "0.25" : "1";
    }

    private String array(ArrayType array) {
        int length = (int) Math.min(array.length(), MOST_ELEMENTS);
        if (btf.resolve(array.typeId()) instanceof IntType one && one.size() == 1 && one.name().equals("char")) {
            return '"' + "abc".substring(0, (int) Math.min(MOST_TEXT, Math.max(0, array.length() - 1))) + '"';
        }
        return '[' + String.join(",", Collections.nCopies(length, of(array.typeId()))) + ']';
    }

    /** Returns the members that can be named, those of anonymous ones among them. */
    List<String> names(StructType struct) {
        return struct(struct).stream().map(Member::name).toList();
    }

    private String first(StructType struct) {
        return struct(struct).get(0).name();
    }

    private List<Member> struct(StructType struct) {
        List<Member> named = new ArrayList<>();
        for (Member member : struct.members()) {
            if (!member.name().isEmpty()) {
                named.add(member);
            } else if (btf.resolve(member.typeId()) instanceof StructType inner) {
                named.addAll(struct(inner));
            }
        }
        return named;
    }
}
