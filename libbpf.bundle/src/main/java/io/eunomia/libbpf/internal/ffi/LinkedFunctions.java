package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.Direct;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;

/**
 * What the stubs of one library call with. The stubs, {@code LibBpfStubs} and {@code LibCStubs}, are written by
 * cnf/LinkStubs.java when this bundle is built, one method for each abstract one of {@link LibBpf} and {@link LibC}.
 *
 * <p>Every argument and result is passed as a {@code long}. On both machines this bundle is built for that is what C
 * expects of an {@code int} too: System V's x86-64 ABI and AAPCS64 on Linux hand each in a register, or stack slot, of
 * eight bytes of which the callee reads the lower four. The upper half of an {@code int} result is undefined; the stubs
 * cut it off. So there is one call context for each number of arguments.
 *
 * <p>jffi saves errno after each call, see {@link ReturnCodes}.
 */
abstract class LinkedFunctions {
    /** For calls of 0, 1, ... 7 arguments. */
    private static final long[] CONTEXTS = Direct.contexts();

    private final long library;
    private final String file;
    private final String[] names;
    /** Of the functions in {@code names}, by number; 0 until first called. Threads that meet here write the same. */
    private final long[] addresses;

    /**
     * @param library open, for the life of the process
     * @param file for messages, what {@code library} was opened from
     * @param names of the functions, by the numbers that the stubs use
     */
    LinkedFunctions(long library, String file, String[] names) {
        this.library = library;
        this.file = file;
        this.names = names;
        this.addresses = new long[names.length];
    }

    /**
     * The address of a function. Looked up at its first call: another libbpf than the bundled one may lack a function
     * that nobody is going to call.
     *
     * @throws BpfException when the library has none of this name
     */
    final long address(int number) {
        long known = addresses[number];
        return known != 0 ? known : find(number);
    }

    private long find(int number) {
        long address = Direct.find(library, names[number]);
        if (address == 0) {
            throw new BpfException("native function find", names[number], Errno.ENOENT, file
                    + " has no such function; another libbpf can be named with -Deunomia.libbpf=PATH");
        }
        addresses[number] = address;
        return address;
    }

    static Direct.Callback callback(Direct.Function function) {
        return Direct.callback(CONTEXTS[3], function);
    }

    final long call(long function) {
        return Direct.call(CONTEXTS[0], function);
    }

    final long call(long function, long a) {
        return Direct.call(CONTEXTS[1], function, a);
    }

    final long call(long function, long a, long b) {
        return Direct.call(CONTEXTS[2], function, a, b);
    }

    final long call(long function, long a, long b, long c) {
        return Direct.call(CONTEXTS[3], function, a, b, c);
    }

    final long call(long function, long a, long b, long c, long d) {
        return Direct.call(CONTEXTS[4], function, a, b, c, d);
    }

    final long call(long function, long a, long b, long c, long d, long e) {
        return Direct.call(CONTEXTS[5], function, a, b, c, d, e);
    }

    final long call(long function, long a, long b, long c, long d, long e, long f) {
        return Direct.call(CONTEXTS[6], function, a, b, c, d, e, f);
    }

    final long call(long function, long a, long b, long c, long d, long e, long f, long g) {
        return Direct.call(CONTEXTS[7], function, a, b, c, d, e, f, g);
    }
}
