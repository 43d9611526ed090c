package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import java.util.function.IntFunction;
import jnr.ffi.Runtime;

/**
 * Has the two checks that every native call's result goes through. libbpf 1.0 returns a negative errno and also sets errno;
 * the C library returns -1 and sets errno; functions that return a pointer return NULL and set errno. jnr-ffi saves errno
 * per thread right after each call, before the JVM can change it.
 */
public final class ReturnCodes {

    private ReturnCodes() {
    }

    public static int checkErr(int result, String operation, String subject) {
        if (result >= 0) {
            return result;
        }
        throw new BpfException(operation, subject, errnoOf(result), "");
    }

    /**
     * @param result of a function that returns a negative errno, or -1 with errno set
     * @param hint worked out on failure only, from the positive errno
     * @return the result, zero or greater
     * @throws BpfException when the result is negative
     */
    public static int checkErr(int result, String operation, String subject, IntFunction<String> hint) {
        if (result >= 0) {
            return result;
        }
        int errno = errnoOf(result);
        throw new BpfException(operation, subject, errno, hint.apply(errno));
    }

    /** @param failure makes the exception, from the positive errno */
    public static int checkErr(int result, IntFunction<? extends BpfException> failure) {
        if (result >= 0) {
            return result;
        }
        throw failure.apply(errnoOf(result));
    }

    public static long checkPtr(long pointer, String operation, String subject) {
        if (isPointer(pointer)) {
            return pointer;
        }
        throw new BpfException(operation, subject, lastErrno(), "");
    }

    /**
     * @param pointer of a function that returns NULL, or {@code MAP_FAILED}, with errno set
     * @param hint worked out on failure only, from the positive errno
     * @return the pointer
     * @throws BpfException when there is none
     */
    public static long checkPtr(long pointer, String operation, String subject, IntFunction<String> hint) {
        if (isPointer(pointer)) {
            return pointer;
        }
        int errno = lastErrno();
        throw new BpfException(operation, subject, errno, hint.apply(errno));
    }

    /** @param failure makes the exception, from the positive errno */
    public static long checkPtr(long pointer, IntFunction<? extends BpfException> failure) {
        if (isPointer(pointer)) {
            return pointer;
        }
        throw failure.apply(lastErrno());
    }

    private static boolean isPointer(long result) {
        return result != 0 && result != -1;
    }

    /** @param result negative; -1 means EPERM from libbpf and "see errno" from the C library, and errno is right in both cases */
    public static int errnoOf(int result) {
        return result == -1 ? lastErrno() : -result;
    }

    /** The value of errno after this thread's last native call. */
    public static int lastErrno() {
        return Runtime.getSystemRuntime().getLastError();
    }
}
