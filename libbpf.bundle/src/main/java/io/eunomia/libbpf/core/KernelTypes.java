package io.eunomia.libbpf.core;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.MalformedBtfException;
import io.eunomia.libbpf.internal.core.TypesFileReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The types of some kernel, from a file: a BTF section as it is in {@code /sys/kernel/btf/vmlinux} and in BTFHub's archive,
 * or a {@code vmlinux} ELF that has one.
 *
 * @param name of the file, for people
 * @param release of the kernel, {@code 6.1.0-18-amd64} or {@code 6.1}, as the ELF's banner or the file's name tells it; empty
 *     if neither does
 * @param section the BTF section; not to be changed
 */
public record KernelTypes(String name, Optional<String> release, byte[] section) {

    /**
     * Reads as much of the file as is needed.
     *
     * @throws BpfException when it cannot be read or is neither, saying what it is and what to do
     */
    public static KernelTypes read(Path file) {
        return TypesFileReader.read(file);
    }

    /** The same of a file's content. @param name of the file; tells the release if it is in it */
    public static KernelTypes of(String name, byte[] content) {
        return TypesFileReader.read(name, content);
    }

    /**
     * The same types for another release.
     *
     * @param named by whoever asks; empty to keep this one
     * @throws BpfException when it does not begin as a release does
     */
    public KernelTypes ofRelease(String named) {
        if (!named.isEmpty() && !named.matches("[0-9]{1,3}\\.[0-9]{1,4}([^0-9].*)?")) {
            throw new BpfException("kernel release", named, 0, "a release begins with two numbers: 6.1, 5.10.0-8-amd64");
        }
        return named.isEmpty() ? this : new KernelTypes(name, Optional.of(named), section);
    }

    /** Checked as a whole. @throws BpfException when anything in it breaks the format */
    public Btf parse() {
        try {
            return Btf.parse(section);
        } catch (MalformedBtfException e) {
            throw new BpfException("kernel types read", name, 0, "they are damaged: " + e.subject() + ": " + e.problem()
                    + "; was the file copied whole?", e);
        }
    }

    /** These types under a name that tells the release, if there is one: of the section alone only the name can. */
    public KernelTypes named() {
        return release.filter(told -> !name.contains(told)).map(told -> new KernelTypes(name + " (" + told + ')', release,
                section)).orElse(this);
    }

    /** Whether they can be those of a kernel of that release, as far as theirs is known. @param running as of uname(2) */
    public boolean mayBeOf(String running) {
        return release.map(told -> running.startsWith(told) || told.startsWith(running)).orElse(true);
    }
}
