package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The shared objects that travel inside this bundle, written out once so that the dynamic linker can open them: jffi's
 * own stub, and libbpf with what it needs at {@code native/linux-<arch>/}.
 *
 * @param directory where they are
 * @param libraries libbpf and its dependencies, dependencies first; empty if none travel in the bundle
 */
record BundledLibraries(Path directory, List<Path> libraries) {
    /** In the order of their dependencies: the linker then finds each {@code DT_NEEDED} name already loaded. */
    private static final List<String> LIBRARIES = List.of("libz.so.1", "libelf.so.1", "libbpf.so.1");
    /** The name that jffi 1.4 looks for. */
    private static final String STUB = "libjffi-1.2.so";

    /**
     * @param directory where to write to, or null for a private directory below {@code java.io.tmpdir} that is kept
     *     from run to run
     */
    static BundledLibraries extract(Path directory) {
        try {
            Map<String, byte[]> contents = read();
            Path target = (directory == null ? temporaryDirectory(contents) : directory).toAbsolutePath();
            Files.createDirectories(target);
            for (Map.Entry<String, byte[]> file : contents.entrySet()) {
                write(target.resolve(file.getKey()), file.getValue());
            }
            return new BundledLibraries(target,
                    LIBRARIES.stream().filter(contents::containsKey).map(target::resolve).toList());
        } catch (IOException e) {
            throw new BpfException("native library extract", String.valueOf(directory), 0, e
                    + "; name a directory that may be written to with -Deunomia.libbpf.directory=DIR", e);
        }
    }

    private static Map<String, byte[]> read() throws IOException {
        String architecture = NativeLoader.architecture();
        Map<String, byte[]> contents = new LinkedHashMap<>();
        read("/jni/" + architecture + "-Linux/", STUB, contents);
        for (String file : LIBRARIES) {
            read("/native/linux-" + architecture + '/', file, contents);
        }
        return contents;
    }

    private static void read(String folder, String file, Map<String, byte[]> contents) throws IOException {
        try (InputStream in = BundledLibraries.class.getResourceAsStream(folder + file)) {
            if (in != null) {
                contents.put(file, in.readAllBytes());
            }
        }
    }

    /**
     * Named after user and contents: another user cannot have prepared it, another version of this bundle has its own.
     * If the name is taken by something that is not ours alone, a new directory of random name is used.
     */
    private static Path temporaryDirectory(Map<String, byte[]> contents) throws IOException {
        Path base = Path.of(System.getProperty("java.io.tmpdir"));
        Path wanted = base.resolve("eunomia-libbpf-" + System.getProperty("user.name") + '-' + checksum(contents));
        var onlyOwner = PosixFilePermissions.fromString("rwx------");
        try {
            return Files.createDirectory(wanted, PosixFilePermissions.asFileAttribute(onlyOwner));
        } catch (java.nio.file.FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)
                    && Files.getPosixFilePermissions(wanted).equals(onlyOwner)
                    && Files.getOwner(wanted).equals(Files.getOwner(Path.of("/proc/self")));
            return ours ? wanted : Files.createTempDirectory(base, "eunomia-libbpf-");
        }
    }

    /** Tells versions apart, no more: what is in the directory is compared byte by byte before it is used. */
    private static String checksum(Map<String, byte[]> contents) {
        CRC32 sum = new CRC32();
        contents.values().forEach(sum::update);
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }

    /** Renames into place: another process that starts at the same time sees the whole file or none. */
    private static void write(Path file, byte[] content) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(Files.readAllBytes(file), content)) {
            return;
        }
        Path part = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
