package io.eunomia.libbpf.core;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.btf.Btf;
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

    /** Checked as a whole. @throws io.eunomia.libbpf.btf.MalformedBtfException when anything in it breaks the format */
    public Btf parse() {
        return Btf.parse(section);
    }
}
