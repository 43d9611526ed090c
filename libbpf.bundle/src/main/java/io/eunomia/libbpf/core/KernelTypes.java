package io.eunomia.libbpf.core;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.internal.core.TypesFileReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The types of a kernel, read from a file: a BTF section as in {@code /sys/kernel/btf/vmlinux} and in BTFHub's archive, or a
 * {@code vmlinux} ELF that has one.
 *
 * @param name of the file, for messages
 * @param release of the kernel, such as {@code 6.1.0-18-amd64} or {@code 6.1}, taken from the ELF's banner or the file's
 *     name; empty if neither tells
 * @param section the BTF section; not to be changed
 */
public record KernelTypes(String name, Optional<String> release, byte[] section) {

    /**
     * Reads the types from a file, and no more of it than is needed.
     *
     * @throws BpfException when it cannot be read or holds no kernel types; the message tells what it is and what to do
     */
    public static KernelTypes read(Path file) {
        return TypesFileReader.read(file);
    }

    /** Reads the types from a file's content. @param name of the file, from which the release may be taken */
    public static KernelTypes of(String name, byte[] content) {
        return TypesFileReader.read(name, content);
    }

    /**
     * The same types with another release.
     *
     * @param named the release, as a user gave it; empty to keep this one
     * @throws BpfException when it does not begin with two numbers as releases do
     */
    public KernelTypes ofRelease(String named) {
        if (!named.isEmpty() && !named.matches("[0-9]{1,3}\\.[0-9]{1,4}([^0-9].*)?")) {
            throw new BpfException("kernel release", named, 0, "a release begins with two numbers: 6.1, 5.10.0-8-amd64");
        }
        return named.isEmpty() ? this : new KernelTypes(name, Optional.of(named), section);
    }

    /** Parses and checks the whole section. @throws BpfException when anything in it breaks the format */
    public Btf parse() {
        try {
            return Btf.parse(section);
        } catch (MalformedBtfException e) {
            throw new BpfException("kernel types read", name, 0, "they are damaged: " + e.subject() + ": " + e.problem()
                    + "; was the file copied whole?", e);
        }
    }

    /** These types with the release added to their name, if it is known: of the section alone only the name can tell it. */
    public KernelTypes named() {
        return release.filter(told -> !name.contains(told)).map(told -> new KernelTypes(name + " (" + told + ')', release,
                section)).orElse(this);
    }

    /** Tells whether they can be those of a kernel of that release; true if theirs is unknown. @param running as of uname(2) */
    public boolean mayBeOf(String running) {
        return release.map(told -> running.startsWith(told) || told.startsWith(running)).orElse(true);
    }
}
