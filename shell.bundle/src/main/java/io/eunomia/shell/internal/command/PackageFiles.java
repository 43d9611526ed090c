package io.eunomia.shell.internal.command;

import io.eunomia.runtime.PackageSource;
import java.util.Optional;

/** Finds packages by words that a user of the shell typed. A session keeps one finder under {@link #VARIABLE}. */
public interface PackageFiles {
    /** A variable of Gogo sessions; in a session without it this process reads the files. */
    String VARIABLE = ".eunomia.files";

    /**
     * @param word the path of a file, or a package as JSON text
     * @param required true when the word can stand for nothing but a package; built-in trackers are then found too
     * @return empty when {@code word} can only be the name of an installed tracker; never empty when {@code required}
     * @throws CommandProblem when the file cannot be read, or none is found where one is required
     */
    Optional<PackageSource> find(String word, boolean required) throws InterruptedException;
}
