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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shared objects that travel inside this bundle at {@code native/linux-<arch>/}, written out once so that the
 * dynamic linker can open them.
 */
final class BundledLibraries {
    /** In the order of their dependencies: the linker then finds each {@code DT_NEEDED} name already loaded. */
    private static final String[] FILES = {"libz.so.1", "libelf.so.1", "libbpf.so.1"};

    private BundledLibraries() {
    }

    static boolean present() {
        return BundledLibraries.class.getResource(resource(FILES[FILES.length - 1])) != null;
    }

    /**
     * @param directory where to write to, or null for a private directory below {@code java.io.tmpdir} that is kept
     *     from run to run
     * @return the files, dependencies first
     */
    static Path[] extract(Path directory) {
        try {
            Map<String, byte[]> contents = read();
            Path target = directory == null ? temporaryDirectory(contents) : directory;
            Files.createDirectories(target);
            Path[] files = new Path[FILES.length];
            for (int i = 0; i < FILES.length; i++) {
                files[i] = target.resolve(FILES[i]).toAbsolutePath();
                write(files[i], contents.get(FILES[i]));
            }
            return files;
        } catch (IOException e) {
            throw new BpfException("native library extract", String.valueOf(directory), 0, e
                    + "; give a writable directory with -Deunomia.libbpf.directory=DIR,"
                    + " or use the host's library with -Deunomia.libbpf=system", e);
        }
    }

    private static Map<String, byte[]> read() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String file : FILES) {
            try (InputStream in = BundledLibraries.class.getResourceAsStream(resource(file))) {
                if (in == null) {
                    throw new IOException("the bundle lacks " + resource(file));
                }
                contents.put(file, in.readAllBytes());
            }
        }
        return contents;
    }

    private static String resource(String file) {
        return "/native/linux-" + NativeLoader.architecture() + '/' + file;
    }

    /**
     * Named after user and contents: another user cannot have prepared it, another version of this bundle has its own.
     * If the name is taken by something that is not ours alone, a new directory of random name is used.
     */
    private static Path temporaryDirectory(Map<String, byte[]> contents) throws IOException {
        Path base = Path.of(System.getProperty("java.io.tmpdir"));
        Path wanted = base.resolve("eunomia-libbpf-" + System.getProperty("user.name") + '-' + digest(contents));
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

    private static String digest(Map<String, byte[]> contents) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            contents.values().forEach(sha::update);
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
