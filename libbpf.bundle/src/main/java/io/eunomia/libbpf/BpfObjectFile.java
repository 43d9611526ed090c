package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An opened object before it is loaded: programs and maps can be chosen and edited, globals set. Confined to one
 * thread at a time. After {@link #load} or {@link #close} every editing method throws
 * {@link IllegalStateException}.
 */
@ProviderType
public interface BpfObjectFile extends AutoCloseable {

    String name();

    /** The object's sections and symbols, as checked in Java. */
    ElfObject elf();

    /** The object's own BTF; empty if it was built without {@code -g}. */
    Optional<Btf> btf();

    List<ProgramFile> programs();

    /** @throws BpfException naming the programs that exist when there is none of this name */
    ProgramFile program(String name);

    /** Maps in the order of the object, internal ones ({@code .rodata}, {@code .bss}, …) included. */
    List<MapFile> maps();

    /** @throws BpfException naming the maps that exist when there is none of this name */
    MapFile map(String name);

    /** Global variables of the data sections, by BTF; empty without BTF. */
    List<GlobalVariable> globals();

    /**
     * A copy of a data section's initial contents, with the globals set so far.
     *
     * @param section {@code .rodata}, {@code .data}, …
     * @return empty if the object has no such section, or it has no contents
     */
    Optional<byte[]> contents(String section);

    /**
     * Sets a global's initial value. Numbers and booleans for integer, bool, enum, float and pointer types (checked
     * against the type's range), text for char arrays (checked against the length, NUL-terminated) and for enums (an
     * enumerator's name), a {@code List} for arrays (elements left out at the end are zero), a {@code Map} by member
     * for structs and unions (members left out are zero), {@code byte[]} of the exact size for anything. Lists and
     * maps hold values of these kinds.
     *
     * @throws BpfException naming the variable, its type and range when the value does not fit or no such variable
     */
    void setGlobal(String name, Object value);

    /**
     * Asks whether the machine has the memory that the maps need, as {@link #load} does.
     *
     * @throws BpfException naming the largest map when it has not
     */
    void requireMemory();

    /**
     * Loads programs and maps into the kernel and ends this phase: the receiver is closed whether loading succeeds
     * or not, the result is owned by the caller.
     *
     * @throws VerifierRejectedException when the verifier refuses a program; carries its full log
     * @throws UnsupportedFeatureException when the kernel lacks a program or map type, or refuses it by policy
     * @throws BpfException for every other failure
     */
    BpfObject load();

    /** Frees the native object if it was not loaded. */
    @Override
    void close();
}
