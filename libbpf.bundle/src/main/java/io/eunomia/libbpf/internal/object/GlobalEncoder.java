package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Encodes Java values as bytes of a global variable, checked against its BTF type; arrays and structs part by part. */
final class GlobalEncoder {
    /** The names in BTF of the C types that hold text. */
    private static final Set<String> CHARACTERS = Set.of("char", "signed char", "unsigned char");

    private final Btf btf;
    private final GlobalVariable global;

    GlobalEncoder(Btf btf, GlobalVariable global) {
        this.btf = btf;
        this.global = global;
    }

    /** @throws BpfException when the value does not fit; the message names the variable, its type and its range */
    byte[] encode(Object value) {
        if (value instanceof byte[] bytes) {
            if (bytes.length != global.size()) {
                throw refused(bytes.length + " bytes given, " + global.typeName() + " has " + global.size());
            }
            return bytes.clone();
        }
        if (btf.sizeOf(global.typeId()) > global.size()) {
            throw refused(global.typeName() + " is larger than the " + global.size() + " bytes the object has for it");
        }
        ByteBuffer out = ByteBuffer.allocate(global.size()).order(ByteOrder.LITTLE_ENDIAN);
        put(new Place(global.name(), global.typeId(), 0), value, out);
        return out.array();
    }

    /** @param path the part's name in C, for messages @param offset in bytes */
    private record Place(String path, int typeId, int offset) {
    }

    private void put(Place at, Object value, ByteBuffer out) {
        BtfType type = btf.resolve(at.typeId());
        if (type instanceof BtfType.ArrayType array) {
            array(at, array, value, out);
        } else if (type instanceof BtfType.StructType struct) {
            struct(at, struct, value, out);
        } else {
            out.put(at.offset(), scalar(at).encode(type, value));
        }
    }

    private ScalarEncoder scalar(Place at) {
        return new ScalarEncoder(btf.typeName(at.typeId()), why -> refused(at, why));
    }

    private void array(Place at, BtfType.ArrayType array, Object value, ByteBuffer out) {
        int room = (int) btf.sizeOf(array);
        if (value instanceof byte[] bytes) {
            raw(at, bytes, room, out);
        } else if (value instanceof List<?> elements) {
            if (elements.size() > array.length()) {
                throw refused(at, elements.size() + " elements given, " + btf.typeName(at.typeId()) + " has "
                        + array.length());
            }
            int stride = (int) btf.sizeOf(array.typeId());
            for (int i = 0; i < elements.size(); i++) {
                put(new Place(at.path() + '[' + i + ']', array.typeId(), at.offset() + i * stride), elements.get(i), out);
            }
        } else if (holdsText(array)) {
            text(at, value, room, out);
        } else {
            throw refused(at, "a " + btf.typeName(at.typeId()) + " can only be given as a list of at most "
                    + array.length() + " values, or as " + room + " raw bytes");
        }
    }

    private boolean holdsText(BtfType.ArrayType array) {
        return btf.resolve(array.typeId()) instanceof BtfType.IntType element && element.size() == 1
                && CHARACTERS.contains(element.name());
    }

    private void struct(Place at, BtfType.StructType struct, Object value, ByteBuffer out) {
        if (value instanceof byte[] bytes) {
            raw(at, bytes, struct.size(), out);
            return;
        }
        if (!(value instanceof Map<?, ?> members)) {
            throw refused(at, "a " + btf.typeName(at.typeId()) + " can only be given by its members, or as "
                    + struct.size() + " raw bytes");
        }
        members.forEach((name, part) -> {
            BtfType.Member member = member(struct, String.valueOf(name), 0).orElseThrow(() -> refused(at,
                    "there is no member \"" + name + "\"; there are " + struct.members().stream()
                            .map(BtfType.Member::name).filter(one -> !one.isEmpty()).collect(Collectors.joining(", "))));
            Place place = new Place(at.path() + '.' + name, member.typeId(), at.offset() + member.offset());
            if (member.bitfield()) {
                scalar(place).putBits(btf.resolve(member.typeId()), part, 8 * at.offset() + member.bitOffset(),
                        member.bitfieldSize(), out);
            } else {
                put(place, part, out);
            }
        });
    }

    /** Finds a member, also inside anonymous structs. The offset of the result counts from the start of the outer struct. */
    private Optional<BtfType.Member> member(BtfType.StructType struct, String name, int baseBits) {
        for (BtfType.Member one : struct.members()) {
            if (one.name().equals(name)) {
                return Optional.of(new BtfType.Member(name, one.typeId(), baseBits + one.bitOffset(),
                        one.bitfieldSize()));
            }
            if (one.name().isEmpty() && btf.resolve(one.typeId()) instanceof BtfType.StructType inner) {
                Optional<BtfType.Member> found = member(inner, name, baseBits + one.bitOffset());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private void raw(Place at, byte[] bytes, int room, ByteBuffer out) {
        if (bytes.length != room) {
            throw refused(at, bytes.length + " bytes given, " + btf.typeName(at.typeId()) + " has " + room);
        }
        out.put(at.offset(), bytes);
    }

    private void text(Place at, Object value, int room, ByteBuffer out) {
        String type = btf.typeName(at.typeId());
        if (!(value instanceof CharSequence)) {
            throw refused(at, ScalarEncoder.shown(value) + " is no text, " + type + " needs one");
        }
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= room) {
            throw refused(at, "the text has " + bytes.length + " bytes, " + type + " holds " + (room - 1)
                    + " and a terminating zero");
        }
        out.put(at.offset(), bytes);
    }

    private BpfException refused(String why) {
        return new BpfException("global set", global.name(), 0, why);
    }

    private BpfException refused(Place at, String why) {
        return new BpfException("global set", at.path(), 0, why);
    }
}
