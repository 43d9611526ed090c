package io.eunomia.runtime.internal.symbol;

/** Functions of one file. Immutable. */
interface Functions {

    /** How much memory they take. */
    long bytes();

    /**
     * Finds a function.
     *
     * @param place where it is in the file, or its address for code that is made while the process runs
     * @return null if the place lies in none that is known
     */
    Frame find(long place, String module);
}
