package io.eunomia.shell.command;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.file.PackageName;
import io.eunomia.runtime.file.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files of this process: packages as files or JSON in place, and kernel types.
 *
 * @param folder from which relative names go
 * @param input is read for {@code -}; null when a command has no input of its own
 * @param builtIns gives the jars of the trackers that come with the distribution, by name
 */
public record LocalFiles(Path folder, InputStream input, Supplier<Map<String, Path>> builtIns) implements PackageFiles {
    /** The limit is well above what any object needs, and small enough to be held twice. */
    private static final int LIMIT = 24 << 20;

    @Override
    public Optional<PackageSource> find(String word) {
        if (word.equals("-") && input != null) {
            return Optional.of(new PackageSource("", read(input, "standard input"), "standard input"));
        }
        if (word.stripLeading().startsWith("{")) {
            return Optional.of(new PackageSource("", word.getBytes(StandardCharsets.UTF_8), "command line"));
        }
        Path file = folder.resolve(word);
        if (Files.isRegularFile(file) || (Files.exists(file) && !Files.isDirectory(file))) {
            return Optional.of(ofFile(file));
        }
        if (word.contains("/") || PackageName.hasEnding(word)) {
            throw new CommandFailure(ExitCode.FAILED, word + (Files.exists(file) ? " is a folder" : " does not exist"),
                    "name a package: .json, .bpf.o, .jar, '{…}' or - for standard input");
        }
        return Optional.empty();
    }

    @Override
    public PackageSource require(String word) {
        return find(word).or(() -> builtIn(word)).orElseThrow(() -> unknown(word));
    }

    @Override
    public Optional<PackageSource> builtIn(String name) {
        return Optional.ofNullable(builtIns.get().get(name)).map(LocalFiles::ofFile);
    }

    @Override
    public Collection<String> comingAlong() {
        return builtIns.get().keySet();
    }

    @Override
    public KernelSource types(String file, String release) {
        return TypesFile.source(folder.resolve(file), release);
    }

    private CommandFailure unknown(String word) {
        String known = String.join(", ", builtIns.get().keySet());
        return new CommandFailure(ExitCode.FAILED, "no tracker and no file is called " + word, (known.isEmpty() ? ""
                : "built-in trackers: " + known + "; or ") + "name a package: .json, .bpf.o, .jar, '{…}', -");
    }

    private static PackageSource ofFile(Path file) {
        try {
            if (!isOpen(file)) {
                RegularFile.requireRegular(file);
            }
        } catch (FileSystemException e) {
            if (e.getReason() != null && !(e instanceof java.nio.file.AccessDeniedException)) {
                throw new CommandFailure(ExitCode.FAILED, file + " " + e.getReason(),
                        "what comes through a pipe is taken from standard input: eunomia … - < " + file);
            }
            throw unreadable(file.toString(), e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new PackageSource(PackageName.of(file.getFileName().toString()), read(in, file.toString()), file.toString());
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /**
     * Tells whether the shell has opened the file for us, as in {@code eunomia run <(make-package)}: then nobody waits for
     * its other end.
     */
    private static boolean isOpen(Path file) {
        return file.startsWith("/dev/fd") || file.startsWith("/proc/self/fd") || file.equals(Path.of("/dev/stdin"));
    }

    private static byte[] read(InputStream in, String origin) {
        try {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new CommandFailure(ExitCode.FAILED, origin + " is larger than " + (LIMIT >> 20) + " MiB",
                        "a compiled object is some KiB large: was it stripped of debug sections (llvm-strip -g)?");
            }
            return content;
        } catch (IOException e) {
            throw unreadable(origin, e);
        }
    }

    private static CommandFailure unreadable(String origin, IOException e) {
        String why = e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new CommandFailure(ExitCode.FAILED, origin + " cannot be read: " + why, "", "", "", e);
    }
}
