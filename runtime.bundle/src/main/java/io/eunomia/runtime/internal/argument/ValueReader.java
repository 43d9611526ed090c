package io.eunomia.runtime.internal.argument;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.FloatType;
import io.eunomia.libbpf.btf.BtfType.IntType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Modifier;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads text by a BTF type into what {@link io.eunomia.libbpf.BpfObjectFile#setGlobal} takes: numbers and enumerators as
 * {@code BigInteger}, decimals as {@code BigDecimal} or {@code Double}, text, lists for arrays, maps for structs,
 * {@code byte[]} for raw bytes. Docs/package-format.md has the forms.
 */
public final class ValueReader {
    private final Btf btf;

    public ValueReader(Btf btf) {
        this.btf = btf;
    }

    /** Reads a value. @throws BadValue naming what the type takes */
    public Object read(int typeId, String text) {
        return read("", typeId, text);
    }

    private Object read(String path, int typeId, String text) {
        BtfType type = btf.resolve(typeId);
        if (type instanceof ArrayType array) {
            return array(path, typeId, array, text);
        }
        if (type instanceof StructType struct) {
            return struct(path, typeId, struct, text);
        }
        if (RawBytes.is(text)) {
            return RawBytes.parse(path, text, (int) btf.sizeOf(typeId), true);
        }
        return scalar(typeId, type).read(path, text);
    }

    private ScalarReader scalar(int typeId, BtfType type) {
        String name = btf.typeName(typeId);
        if (type instanceof IntType number && number.bool()) {
            return ScalarReader.bool();
        }
        if (type instanceof IntType number) {
            String show = show(typeId);
            // The types of the kernel's headers are typedefs of unsigned char; only what C calls char holds a character.
            boolean character = number.size() == 1 && number.name().contains("char") && !name.contains("u8")
                    && typedefs(typeId).isEmpty();
            NumberText numbers = new NumberText(name, 8 * number.size(), number.signed(), show);
            return character ? ScalarReader.character(numbers) : numbers::parse;
        }
        if (type instanceof EnumType choice) {
            return ScalarReader.enumerator(choice, name);
        }
        if (type instanceof FloatType real) {
            return ScalarReader.decimal(real.size(), name);
        }
        if (type instanceof Pointer) {
            return new NumberText(name, Long.SIZE, false, "hex64")::parse;
        }
        throw new BadValue("", "", "nothing, since " + name + " cannot be set", "nothing");
    }

    private Object array(String path, int typeId, ArrayType array, String text) {
        int size = (int) btf.sizeOf(typeId);
        boolean octets = btf.resolve(array.typeId()) instanceof IntType one && one.size() == 1 && !one.bool();
        if (RawBytes.is(text)) {
            return RawBytes.parse(path, text, size, false);
        }
        if (octets && ((IntType) btf.resolve(array.typeId())).name().equals("char")) {
            return characters(path, size, text);
        }
        if (octets) {
            Optional<byte[]> bytes = show(typeId).equals("ip") ? RawBytes.address(text, size) : RawBytes.shown(text, size);
            if (bytes.isPresent()) {
                return bytes.get();
            }
            if (!ListText.isList(text)) {
                return characters(path, size, text);
            }
        }
        List<Object> values = new ArrayList<>();
        boolean nested = btf.resolve(array.typeId()) instanceof ArrayType || btf.resolve(array.typeId()) instanceof StructType;
        for (Object element : ListText.elements(path, text, btf.typeName(typeId), new ValueExample(btf).of(typeId))) {
            String place = path + '[' + values.size() + ']';
            if (values.size() >= array.length()) {
                throw new BadValue(path, text, "a list of at most " + array.length() + (nested ? " lists or objects (" : " values (")
                        + btf.typeName(typeId) + ")", new ValueExample(btf).of(typeId));
            }
            values.add(json(place, array.typeId(), element));
        }
        return values;
    }

    private static Object characters(String path, int size, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes >= size) {
            throw new BadValue(path, text, "text of at most " + (size - 1) + " bytes and a terminating zero, not of "
                    + bytes, size > 1 ? "bash".substring(0, Math.min(4, size - 1)) + "; all " + size + " bytes as " + RawBytes.PREFIX
                    + " and hexadecimal digits" : RawBytes.PREFIX + "41");
        }
        return text;
    }

    private Object struct(String path, int typeId, StructType struct, String text) {
        if (RawBytes.is(text)) {
            return RawBytes.parse(path, text, struct.size(), true);
        }
        boolean addressed = struct.name().equals("in_addr") || struct.name().equals("in6_addr");
        Optional<byte[]> address = addressed ? RawBytes.address(text, struct.size()) : Optional.empty();
        if (address.isPresent()) {
            return address.get();
        }
        return members(path, typeId, struct, ListText.members(path, text, btf.typeName(typeId),
                new ValueExample(btf).of(typeId)));
    }

    private Map<String, Object> members(String path, int typeId, StructType struct, Map<?, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<Place> taken = new ArrayList<>();
        given.forEach((name, value) -> {
            Place place = find(struct, String.valueOf(name), 0);
            if (place == null) {
                throw new BadValue(path + '.' + name, ListText.text(value), "a member of " + btf.typeName(typeId) + " ("
                        + String.join(", ", new ValueExample(btf).names(struct)) + ")", new ValueExample(btf).of(typeId));
            }
            taken.stream().filter(place::meets).findFirst().ifPresent(other -> {
                throw new BadValue(path + '.' + name, ListText.text(value), "only one of " + other.member().name() + " and "
                        + name + ", which lie in the same bytes of " + btf.typeName(typeId), "{\"" + name + "\":"
                        + new ValueExample(btf).of(place.member().typeId()) + '}');
            });
            taken.add(place);
            values.put(place.member().name(), json(path + '.' + name, place.member().typeId(), value));
        });
        return values;
    }

    /** A member's place, in bits. */
    private record Place(Member member, long from, long to) {
        boolean meets(Place other) {
            return from < other.to && other.from < to;
        }
    }

    private Place find(StructType struct, String name, long offset) {
        for (Member member : struct.members()) {
            long from = offset + member.bitOffset();
            if (member.name().equals(name)) {
                return new Place(member, from, from + (member.bitfield() ? member.bitfieldSize()
                        : Byte.SIZE * btf.sizeOf(member.typeId())));
            }
            if (member.name().isEmpty() && btf.resolve(member.typeId()) instanceof StructType inner
                    && find(inner, name, from) != null) {
                return find(inner, name, from);
            }
        }
        return null;
    }

    /** Reads a value inside a list or an object; text in it is read like a text of its own. */
    private Object json(String path, int typeId, Object value) {
        BtfType type = btf.resolve(typeId);
        if (value instanceof Map<?, ?> given && type instanceof StructType struct) {
            return members(path, typeId, struct, given);
        }
        return read(path, typeId, ListText.text(value));
    }

    /** Returns the typedefs met on the way to the type, outermost first. */
    private List<String> typedefs(int typeId) {
        List<String> names = new ArrayList<>();
        BtfType type = btf.type(typeId);
        while (type instanceof Typedef || type instanceof Modifier) {
            if (type instanceof Typedef typedef) {
                names.add(typedef.name());
                type = btf.type(typedef.typeId());
            } else {
                type = btf.type(((Modifier) type).typeId());
            }
        }
        return names;
    }

    /** Returns the label of the show rule that a typedef of the kit asks for; empty for none. */
    String show(int typeId) {
        return typedefs(typeId).stream().filter(name -> name.startsWith("eu_") && name.endsWith("_t"))
                .map(name -> name.substring(3, name.length() - 2)).findFirst().orElse("");
    }
}
