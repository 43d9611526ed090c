package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.Pointer;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.dwarf.DebugInfo;
import io.eunomia.libbpf.dwarf.LocalVariable;
import io.eunomia.libbpf.dwarf.MalformedDwarfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.internal.inference.RecordInference;
import io.eunomia.runtime.internal.inference.RecordInference.HandOver;
import io.eunomia.runtime.internal.inference.RecordInference.MemberWrite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds structs in the DWARF of an object that was not stripped, which tells the types of variables that programs hand to a
 * ring. The DWARF is read when first asked for, which never happens if the structs are declared in BTF. Confined to one
 * thread.
 */
final class DebugStructs {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    private final ElfObject elf;
    private final RecordInference evidence;
    private Optional<DebugInfo> read;
    private String problem = "";

    DebugStructs(ElfObject elf, RecordInference evidence) {
        this.elf = elf;
        this.evidence = evidence;
    }

    private Optional<DebugInfo> info() {
        if (read == null) {
            try {
                read = DebugInfo.read(elf);
            } catch (MalformedDwarfException e) {
                read = Optional.empty();
                problem = "; its debugging information cannot be read (" + e.getMessage() + ')';
            }
        }
        return read;
    }

    /** Says why nothing was found though the object was not stripped, to be added to a sentence; else empty. */
    String problem() {
        return problem;
    }

    /** Returns the types. @throws java.util.NoSuchElementException unless a struct was found */
    Btf types() {
        return info().orElseThrow().types();
    }

    Optional<StructType> named(String name) {
        return info().flatMap(info -> StructChoice.find(info.types(), name));
    }

    /** Finds the structs of all records that programs hand to a ring, most often one; empty if that is not certain. */
    List<StructType> find(String map) {
        Optional<DebugInfo> info = info();
        List<HandOver> places = info.isEmpty() ? List.of() : evidence.handOvers(map);
        Set<StructType> found = new LinkedHashSet<>();
        for (HandOver place : places) {
            Set<StructType> here = at(place, info.get());
            here = here.size() == 1 ? here : written(place, info.get());
            if (here.size() != 1) {
                return List.of();
            }
            found.addAll(here);
        }
        return List.copyOf(found);
    }

    /** Finds structs of the record's size among the variables' types; if the line names a variable, only that one's. */
    private static Set<StructType> at(HandOver place, DebugInfo info) {
        Set<String> words = words(place.line());
        Set<StructType> mentioned = new LinkedHashSet<>();
        Set<StructType> others = new LinkedHashSet<>();
        for (LocalVariable variable : info.variables(place.section(), 8L * place.instruction())) {
            struct(info.types(), variable.typeId()).filter(struct -> struct.size() > 0).ifPresent(struct -> {
                if (place.size() < 0 ? words.contains(variable.name()) : struct.size() == place.size()) {
                    (words.contains(variable.name()) ? mentioned : others).add(struct);
                }
            });
        }
        if (mentioned.isEmpty()) {
            others.removeIf(struct -> !new StructFit(info.types(), struct).possible(place));
        }
        return mentioned.isEmpty() ? others : mentioned;
    }

    /**
     * Finds the struct of a record that is handed over as {@code void *}: one of the record's size whose members the
     * program assigns in it, in whatever functions that is.
     */
    private static Set<StructType> written(HandOver place, DebugInfo info) {
        Set<StructType> found = new LinkedHashSet<>();
        for (MemberWrite write : place.members()) {
            info.variables(write.section(), 8L * write.instruction()).stream()
                    .filter(one -> one.name().equals(write.variable()))
                    .flatMap(one -> struct(info.types(), one.typeId()).stream())
                    .filter(struct -> struct.size() == place.size() && struct.member(write.member()).isPresent())
                    .forEach(found::add);
        }
        found.removeIf(struct -> !new StructFit(info.types(), struct).possible(place));
        return found;
    }

    /** Returns the struct that a variable is or points to. */
    private static Optional<StructType> struct(Btf types, int typeId) {
        BtfType type = types.resolve(typeId);
        BtfType target = type instanceof Pointer pointer ? types.resolve(pointer.typeId()) : type;
        return target instanceof StructType struct ? Optional.of(struct) : Optional.empty();
    }

    private static Set<String> words(String line) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
