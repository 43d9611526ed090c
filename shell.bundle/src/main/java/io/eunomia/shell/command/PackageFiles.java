package io.eunomia.shell.command;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the files that a command's words name, where its user is. All methods throw {@link CommandFailure}. */
public interface PackageFiles {

    /** Reads a package: a file, or JSON text. @return empty when {@code word} can only be the name of a tracker */
    Optional<PackageSource> find(String word) throws InterruptedException;

    /** Reads a package; {@code word} can be nothing else, or the name of a tracker that comes with the distribution. */
    PackageSource require(String word) throws InterruptedException;

    /** Reads the package of a tracker that comes with the distribution. */
    Optional<PackageSource> builtIn(String name) throws InterruptedException;

    /** The names of the trackers that come with the distribution, as far as they are known without being asked for. */
    default Collection<String> comingAlong() {
        return List.of();
    }

    /**
     * Reads a kernel's types, and no more of the file than those.
     *
     * @param release of that kernel; empty when the file is to tell
     */
    KernelSource types(String file, String release) throws InterruptedException;
}
