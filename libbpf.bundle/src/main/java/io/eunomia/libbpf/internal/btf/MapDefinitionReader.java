package io.eunomia.libbpf.internal.btf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.EnumType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Variable;
import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.btf.MapBlueprint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads BTF-defined maps as libbpf's {@code parse_btf_map_def} does: {@code __uint(f, n)} is a member
 * {@code int (*f)[n]}, {@code __type(f, T)} a member {@code T *f}, {@code __array(f, T)} a member {@code T *f[]}.
 */
public final class MapDefinitionReader {
    private static final Set<String> NUMBERS = Set.of("type", "max_entries", "map_flags", "numa_node", "key_size",
            "value_size", "pinning");
    /** A number of 64 bits ({@code get_map_field_long}): also {@code __ulong(f, n)}, a member of an enum with one value. */
    private static final String EXTRA = "map_extra";
    /** The allowed names of maps: they become file names when maps are pinned. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,127}");
    private static final long MAX_KEY_OR_VALUE = Integer.MAX_VALUE;

    private final Btf btf;

    public MapDefinitionReader(Btf btf) {
        this.btf = btf;
    }

    /** @param variableId of an entry of {@code .maps} */
    public MapBlueprint read(int variableId) {
        BtfType entry = btf.type(variableId);
        String name = entry.name();
        if (!(entry instanceof Variable variable) || !(btf.resolve(variable.typeId()) instanceof StructType struct)
                || struct.union()) {
            throw wrong(name, "it is not a variable of a struct type");
        }
        if (!NAME.matcher(name).matches()) {
            throw wrong(name, "the name is not a C identifier of at most 128 characters");
        }
        return read(name, struct, true);
    }

    private MapBlueprint read(String map, StructType definition, boolean outer) {
        Map<String, Long> numbers = new HashMap<>();
        Map<String, Integer> types = new HashMap<>();
        Optional<MapBlueprint> inner = Optional.empty();
        for (Member member : definition.members()) {
            String field = member.name();
            if (NUMBERS.contains(field)) {
                numbers.put(field, number(map, member, "__uint()"));
            } else if (field.equals(EXTRA)) {
                numbers.put(field, extra(map, member));
            } else if (field.equals("key") || field.equals("value")) {
                types.put(field, pointed(map, member));
            } else if (field.equals("values") && outer) {
                inner = values(map, member);
                numbers.putIfAbsent("value_size", 4L);
            } else {
                throw wrong(map, "field \"" + field + "\" is not known" + (outer ? "" : " in an inner map"));
            }
        }
        return blueprint(map, numbers, types, inner);
    }

    private MapBlueprint blueprint(String map, Map<String, Long> numbers, Map<String, Integer> types,
            Optional<MapBlueprint> inner) {
        long type = numbers.getOrDefault("type", 0L);
        long pinning = numbers.getOrDefault("pinning", 0L);
        if (type == 0) {
            throw wrong(map, "field \"type\" is missing");
        }
        if (pinning > 1) {
            throw wrong(map, "field \"pinning\" is " + pinning + ", not LIBBPF_PIN_NONE or LIBBPF_PIN_BY_NAME");
        }
        return new MapBlueprint(map, (int) type, numbers.getOrDefault("max_entries", 0L),
                numbers.getOrDefault("map_flags", 0L).intValue(), types.getOrDefault("key", 0),
                types.getOrDefault("value", 0), size(map, "key", numbers, types),
                size(map, "value", numbers, types), pinning == 1, inner);
    }

    private int size(String map, String what, Map<String, Long> numbers, Map<String, Integer> types) {
        Long written = numbers.get(what + "_size");
        Integer typeId = types.get(what);
        if (typeId == null && written == null) {
            return 0;
        }
        long size = typeId == null ? written : btf.sizeOf(typeId);
        if (written != null && written != size) {
            throw wrong(map, what + " has the size " + size + " by its type, but \"" + what + "_size\" is "
                    + written);
        }
        if (size > MAX_KEY_OR_VALUE) {
            throw wrong(map, "a " + what + " of " + size + " bytes is larger than " + MAX_KEY_OR_VALUE);
        }
        if (typeId != null && size == 0 && !(btf.resolve(typeId) instanceof StructType)) {
            throw wrong(map, "the size of its " + what + " type " + btf.typeName(typeId) + " cannot be told");
        }
        return (int) size;
    }

    private long extra(String map, Member member) {
        if (btf.type(member.typeId()) instanceof EnumType constant && constant.values().size() == 1) {
            return constant.values().get(0).value();
        }
        return number(map, member, "__uint() or __ulong()");
    }

    private long number(String map, Member member, String macro) {
        if (btf.resolve(member.typeId()) instanceof Pointer pointer
                && btf.type(pointer.typeId()) instanceof ArrayType array) {
            return array.length();
        }
        throw wrong(map, "field \"" + member.name() + "\" is not written with " + macro);
    }

    private int pointed(String map, Member member) {
        if (btf.type(member.typeId()) instanceof Pointer pointer) {
            return pointer.typeId();
        }
        throw wrong(map, "field \"" + member.name() + "\" is not written with __type()");
    }

    /** Reads {@code __array(values, …)}, which names a struct for maps of maps and a function for program arrays. */
    private Optional<MapBlueprint> values(String map, Member member) {
        if (btf.type(member.typeId()) instanceof ArrayType array && array.length() == 0
                && btf.resolve(array.typeId()) instanceof Pointer pointer) {
            BtfType target = btf.resolve(pointer.typeId());
            if (target instanceof StructType struct && !struct.union()) {
                return Optional.of(read(map + ".inner", struct, false));
            }
            if (target instanceof BtfType.FunctionProto) {
                return Optional.empty();
            }
        }
        throw wrong(map, "field \"values\" is not written with __array() of maps or functions");
    }

    private static MalformedBtfException wrong(String map, String problem) {
        return new MalformedBtfException("map \"" + Printable.of(map) + '"', problem);
    }
}
