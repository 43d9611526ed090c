package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A BPF object that is opened but not loaded yet: programs and maps can still be chosen and edited, and globals set. Only
 * one thread at a time may use it. After {@link #load} or {@link #close} every editing method throws
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

    /** @throws BpfException when there is no program of this name; the message lists those that exist */
    ProgramFile program(String name);

    /** The maps in the object's order; includes the internal ones ({@code .rodata}, {@code .bss}, …). */
    List<MapFile> maps();

    /** @throws BpfException when there is no map of this name; the message lists those that exist */
    MapFile map(String name);

    /** The global variables of the data sections, as BTF describes them; empty without BTF. */
    List<GlobalVariable> globals();

    /**
     * A copy of a data section's initial contents, with the globals set so far.
     *
     * @param section {@code .rodata}, {@code .data}, …
     * @return empty if the object has no such section, or it has no contents
     */
    Optional<byte[]> contents(String section);

    /**
     * Sets a global variable's initial value. Takes numbers and booleans for integer, bool, enum, float and pointer types
     * (checked against the type's range), text for char arrays (checked against the length, NUL-terminated) and for enums (an
     * enumerator's name), a {@code List} for arrays (missing elements at the end are zero), a {@code Map} by member name for
     * structs and unions (missing members are zero), and {@code byte[]} of the exact size for any type. The values in lists
     * and maps are of these kinds too.
     *
     * @throws BpfException when the value does not fit, naming the variable, its type and range, or when there is no such
     *     variable
     */
    void setGlobal(String name, Object value);

    /**
     * Checks that the machine has the memory that the maps need; {@link #load} makes the same check.
     *
     * @throws BpfException when it has not; the message names the largest map
     */
    void requireMemory();

    /**
     * Loads programs and maps into the kernel and ends this phase: this object is closed whether loading succeeds or not, and
     * the caller owns the result.
     *
     * @throws VerifierRejectedException when the verifier refuses a program; carries the verifier's full log
     * @throws UnsupportedFeatureException when the kernel lacks a program or map type, or its policy forbids it
     * @throws BpfException for every other failure
     */
    BpfObject load();

    /** Frees the native object if it was not loaded. */
    @Override
    void close();
}
