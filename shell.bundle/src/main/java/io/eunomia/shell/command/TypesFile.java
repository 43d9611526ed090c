package io.eunomia.shell.command;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.KernelSource;
import java.nio.file.Path;

/**
 * Reads the file that {@code --btf} names. This is a class of its own, because a class with such a catch clause has the
 * exception's class loaded even for commands that only talk to a daemon.
 */
public final class TypesFile {

    private TypesFile() {
    }

    /**
     * Reads the file.
     *
     * @param release of the kernel the types are of; empty when the file is to tell
     * @throws CommandFailure when the file holds no types, for the caller's usage
     */
    public static KernelTypes read(Path file, String release) {
        try {
            KernelTypes types = KernelTypes.read(file).ofRelease(release);
            types.parse();
            return types;
        } catch (BpfException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), "", "", "", e);
        }
    }

    /** Reads the same for a kernel elsewhere. Only the types of a vmlinux are kept, because the whole file may be large. */
    static KernelSource source(Path file, String release) {
        KernelTypes types = read(file, release).named();
        return new KernelSource(types.name(), types.section(), types.release().orElse(""));
    }
}
