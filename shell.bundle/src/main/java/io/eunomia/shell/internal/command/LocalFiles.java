package io.eunomia.shell.internal.command;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.file.RegularFile;
import io.eunomia.runtime.file.PackageName;
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
    public Optional<PackageSource> find(String word, boolean required) {
        if (word.stripLeading().startsWith("{")) {
            return Optional.of(new PackageSource("", word.getBytes(StandardCharsets.UTF_8), "shell"));
        }
        Path file = folder.resolve(word);
        if (Files.isRegularFile(file)) {
            return Optional.of(read(file));
        }
        if (required || word.contains("/")) {
            throw new CommandProblem(file + (Files.exists(file) ? " is no file" : " does not exist"),
                    "name a package: .json, .bpf.o, .jar, or '{…}'");
        }
        return Optional.empty();
    }

    private static PackageSource read(Path file) {
        try {
            return new PackageSource(PackageName.of(file.getFileName().toString()), RegularFile.read(file, MOST_BYTES),
                    file.toString());
        } catch (IOException e) {
            throw new CommandProblem(file + " cannot be read: " + e, "");
        }
    }
}
