package io.eunomia.shell.internal.command;

import io.eunomia.runtime.PackageSource;
import java.util.Optional;

/** Finds packages by the words of whoever sits at the shell. A session keeps one under {@link #VARIABLE}. */
public interface PackageFiles {
    /** Of a Gogo session; without it files are read by this process. */
    String VARIABLE = ".eunomia.files";

    /**
     * @param word a file, JSON in place
     * @param required whether the word can be nothing but a package; then built-in trackers are found too
     * @return empty when {@code word} can only be the name of an installed tracker; never empty when {@code required}
     * @throws CommandProblem when there is a file and it cannot be read, or none where one is required
     */
    Optional<PackageSource> find(String word, boolean required) throws InterruptedException;
}
