package io.eunomia.shell.internal.command;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.file.PackageName;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.PackageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds packages in this process's files, for a framework whose own shell runs the commands. @param folder base of names */
record LocalFiles(Path folder) implements PackageFiles {
    /** The largest size of a package, in bytes. */
    private static final int MOST_BYTES = 64 << 20;

    @Override
    public Optional<PackageSource> find(String word) {
        if (word.stripLeading().startsWith("{")) {
            return Optional.of(new PackageSource("", word.getBytes(StandardCharsets.UTF_8), "shell"));
        }
        Path file = folder.resolve(word);
        if (Files.isRegularFile(file)) {
            return Optional.of(read(file));
        }
        if (word.contains("/")) {
            throw missing(file);
        }
        return Optional.empty();
    }

    @Override
    public PackageSource require(String word) {
        return find(word).orElseThrow(() -> missing(folder.resolve(word)));
    }

    private static CommandFailure missing(Path file) {
        return new CommandFailure(ExitCode.FAILED, file + (Files.exists(file) ? " is no file" : " does not exist"),
                "name a package: .json, .bpf.o, .jar, or '{…}'");
    }

    /** Finds none: a framework's own shell does not know the distribution. */
    @Override
    public Optional<PackageSource> builtIn(String name) {
        return Optional.empty();
    }

    @Override
    public KernelSource types(String file, String release) {
        Path path = folder.resolve(file);
        return new KernelSource(path.getFileName().toString(), read(path).content(), release);
    }

    private static PackageSource read(Path file) {
        try {
            return new PackageSource(PackageName.of(file.getFileName().toString()), RegularFile.read(file, MOST_BYTES),
                    file.toString());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be read: " + e, "", "", "", e);
        }
    }
}
