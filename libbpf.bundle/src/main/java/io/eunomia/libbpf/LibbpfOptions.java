package io.eunomia.libbpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Options for finding and loading the native library, and for reporting leaks.
 *
 * @param library empty for the libbpf inside this bundle, {@code system} for the host's, or the path of a
 *     {@code libbpf.so} of version 1.0 or newer
 * @param directory the folder that the bundled library is written to before it is opened; must allow execution. Empty for
 *     a private directory below {@code java.io.tmpdir}
 * @param leakOrigins true to make the report of an object that was never closed show where it was opened; costs a stack
 *     trace per object
 * @param btf a file that takes the place of {@code /sys/kernel/btf/vmlinux}: see
 *     {@link io.eunomia.libbpf.core.KernelTypes#read}
 */
public record LibbpfOptions(String library, Optional<Path> directory, boolean leakOrigins, Optional<Path> btf) {
    private static final String SYSTEM = "system";
    /** Larger files are not read at all: a libbpf with its debug sections has some 3 MB. */
    private static final long MOST_BYTES = 64 << 20;
    // From elf.h: the magic number, e_type ET_DYN, e_machine.
    private static final int ELF = 0x464c457f;
    private static final int ELF_HEADER_BYTES = 64;
    private static final int SHARED = 3;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;
    /** Every libbpf exports this function, so a library that lacks its name is no libbpf. */
    private static final String FUNCTION = "bpf_object__open_mem";
    private static final String LIBRARY = "eunomia.libbpf";
    private static final String DIRECTORY = "eunomia.libbpf.directory";
    private static final String LEAKS = "eunomia.libbpf.leaks";
    private static final String BTF = "eunomia.btf";

    /** Options that use the types that the running kernel shows. */
    public LibbpfOptions(String library, Optional<Path> directory, boolean leakOrigins) {
        this(library, directory, leakOrigins, Optional.empty());
    }

    /** Reads the system properties {@code eunomia.libbpf}, {@code .directory} and {@code .leaks}, and {@code eunomia.btf}. */
    public static LibbpfOptions fromSystemProperties() {
        String directory = System.getProperty(DIRECTORY);
        return new LibbpfOptions(System.getProperty(LIBRARY, ""),
                path(directory), Boolean.getBoolean(LEAKS), path(System.getProperty(BTF)));
    }

    /**
     * Tells why a file cannot be a libbpf, as far as its type, size and header show it; a named pipe is not opened, because
     * opening would wait for a writer.
     *
     * @param library a value of {@link #library}
     * @return the reason, or empty when none is found
     */
    public static Optional<String> fault(String library) {
        if (library.isEmpty() || library.equals(SYSTEM)) {
            return Optional.empty();
        }
        Path file = Path.of(library);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.of(Files.isDirectory(file) ? "it is a folder" : Files.exists(file)
                        ? "it is a pipe, a socket or a device" : "there is no such file");
            }
            return Files.size(file) > MOST_BYTES ? Optional.of("it has more than " + MOST_BYTES + " bytes")
                    : faultOf(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.of("it cannot be looked at: " + e.getMessage());
        }
    }

    /** The dynamic linker would report the same, but only after the framework has started, and with a stack trace. */
    private static Optional<String> faultOf(byte[] content) {
        ByteBuffer head = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        if (content.length < ELF_HEADER_BYTES || head.getInt(0) != ELF) {
            return Optional.of("it is no shared library");
        }
        int machine = System.getProperty("os.arch").equals("aarch64") ? AARCH64 : X86_64;
        if (head.getShort(16) != SHARED || head.getShort(18) != machine) {
            return Optional.of("it is no shared library for this machine");
        }
        return new String(content, StandardCharsets.ISO_8859_1).contains(FUNCTION) ? Optional.empty()
                : Optional.of("it is a shared library, but no libbpf: it lacks " + FUNCTION);
    }

    private static Optional<Path> path(String name) {
        return name == null || name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    }

    /** These options, with {@code fallback} as the directory if they name none. */
    public LibbpfOptions orDirectory(Path fallback) {
        return directory.isPresent() ? this : new LibbpfOptions(library, Optional.of(fallback), leakOrigins, btf);
    }
}
