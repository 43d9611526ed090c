package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.zip.CRC32;

/**
 * The shared objects inside this bundle, which are written out once so that the dynamic linker can open them. They are jffi's
 * own library, by which jnr-ffi makes native calls and which lies where jffi itself would look for it, and libbpf with its
 * dependencies at {@code native/linux-<arch>/}. By {@link NativeIndex} a later start finds the files intact without
 * unpacking them again.
 *
 * @param directory the folder that they are in
 * @param libraries libbpf and its dependencies, dependencies first; empty if the bundle has none
 */
record BundledLibraries(Path directory, List<Path> libraries) {
    /** The name that jffi 1.4 looks for. */
    private static final String STUB = "libjffi-1.2.so";

    private static final int PIECE_BYTES = 64 * 1024;

    /** The library by which jnr-ffi makes native calls. */
    Path jffi() {
        return directory.resolve(STUB);
    }

    /** An entry of the index, which is in the order of loading. */
    private record Entry(long crc, long bytes, String name) {
    }

    /**
     * @param directory the folder to write to, or null for a private directory below {@code java.io.tmpdir} that is kept
     *     from run to run
     */
    static BundledLibraries extract(Path directory) {
        try {
            List<Entry> index = index();
            Path target = (directory == null ? temporaryDirectory(index) : directory).toAbsolutePath();
            Files.createDirectories(target);
            List<Path> libraries = new ArrayList<>();
            for (Entry entry : index) {
                Path file = target.resolve(entry.name());
                if (!intact(file, entry)) {
                    write(file, read(entry.name()));
                }
                if (!entry.name().equals(STUB)) {
                    libraries.add(file);
                }
            }
            return new BundledLibraries(target, libraries);
        } catch (IOException e) {
            throw new BpfException("native library extract", String.valueOf(directory), 0, e
                    + "; name a directory that may be written to with -Deunomia.libbpf.directory=DIR", e);
        }
    }

    private static List<Entry> index() {
        StringTokenizer words = new StringTokenizer(switch (NativeLoader.architecture()) {
            case "x86_64" -> NativeIndex.X86_64;
            case "aarch64" -> NativeIndex.AARCH64;
            default -> throw new BpfException("native library extract", NativeLoader.architecture(), 0,
                    "this bundle has libraries for x86_64 and aarch64 only");
        });
        List<Entry> entries = new ArrayList<>();
        while (words.hasMoreTokens()) {
            entries.add(new Entry(Long.parseLong(words.nextToken()), Long.parseLong(words.nextToken()),
                    words.nextToken()));
        }
        return entries;
    }

    private static byte[] read(String name) throws IOException {
        String architecture = NativeLoader.architecture();
        String folder = name.equals(STUB) ? "/jni/" + architecture + "-Linux/" : "/native/linux-" + architecture + '/';
        String resource = folder + name;
        try (InputStream in = BundledLibraries.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NoSuchFileException(resource);
            }
            return in.readAllBytes();
        }
    }

    /**
     * Makes a directory that is named after user and contents: another user cannot have prepared it, and another version of this
     * bundle has its own. If the name is taken by something that is not ours alone, a new directory of random name is made.
     */
    private static Path temporaryDirectory(List<Entry> index) throws IOException {
        Path base = Path.of(System.getProperty("java.io.tmpdir"));
        // This only tells versions apart; the content of the directory is checked before it is used.
        String version = Integer.toHexString(index.hashCode());
        Path wanted = base.resolve("eunomia-libbpf-" + System.getProperty("user.name") + '-' + version);
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

    /** Compares the file on disk with the index piece by piece: for 0.7 MB this takes a tenth of the time of unpacking. */
    private static boolean intact(Path file, Entry entry) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != entry.bytes()) {
            return false;
        }
        // not by a channel: loading its classes is more work than reading the file
        try (InputStream in = new FileInputStream(file.toFile())) {
            CRC32 sum = new CRC32();
            byte[] piece = new byte[PIECE_BYTES];
            for (int got = in.read(piece); got > 0; got = in.read(piece)) {
                sum.update(piece, 0, got);
            }
            return sum.getValue() == entry.crc();
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /** Renames the file into place, so that another process that starts at the same time sees the whole file or none. */
    private static void write(Path file, byte[] content) throws IOException {
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
