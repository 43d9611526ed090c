package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import java.util.Arrays;

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
    /** Beyond these the arguments go through an array. */
    private static final int MAX_FAST_ARGUMENTS = 6;
    private static final Invoker INVOKER = Invoker.getInstance();
    /** For calls of 0, 1, ... 7 arguments. */
    private static final CallContext[] CONTEXTS = contexts();

    /** Held, for jffi closes a library that is garbage. */
    private final Library library;
    private final String file;
    private final String[] names;
    /** Of the functions of the same number in {@code names}; 0 until first called. Threads that meet here write the same. */
    private final long[] addresses;

    /**
     * @param file for messages, what {@code library} was opened from
     * @param names of the functions, by the numbers that the stubs use
     */
    LinkedFunctions(Library library, String file, String[] names) {
        this.library = library;
        this.file = file;
        this.names = names;
        this.addresses = new long[names.length];
    }

    private static CallContext[] contexts() {
        CallContext[] contexts = new CallContext[MAX_FAST_ARGUMENTS + 2];
        for (int arguments = 0; arguments < contexts.length; arguments++) {
            Type[] types = new Type[arguments];
            Arrays.fill(types, Type.SINT64);
            contexts[arguments] = new CallContext(Type.SINT64, types, CallingConvention.DEFAULT, true);
        }
        return contexts;
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
        long address = library.getSymbolAddress(names[number]);
        if (address == 0) {
            throw new BpfException("native function find", names[number], Errno.ENOENT, file
                    + " has no such function; another libbpf can be named with -Deunomia.libbpf=PATH");
        }
        addresses[number] = address;
        return address;
    }

    final long call(long function) {
        return INVOKER.invokeL0(CONTEXTS[0], function);
    }

    final long call(long function, long a) {
        return INVOKER.invokeL1(CONTEXTS[1], function, a);
    }

    final long call(long function, long a, long b) {
        return INVOKER.invokeL2(CONTEXTS[2], function, a, b);
    }

    final long call(long function, long a, long b, long c) {
        return INVOKER.invokeL3(CONTEXTS[3], function, a, b, c);
    }

    final long call(long function, long a, long b, long c, long d) {
        return INVOKER.invokeL4(CONTEXTS[4], function, a, b, c, d);
    }

    final long call(long function, long a, long b, long c, long d, long e) {
        return INVOKER.invokeL5(CONTEXTS[5], function, a, b, c, d, e);
    }

    final long call(long function, long a, long b, long c, long d, long e, long f) {
        return INVOKER.invokeL6(CONTEXTS[6], function, a, b, c, d, e, f);
    }

    final long call(long function, long a, long b, long c, long d, long e, long f, long g) {
        HeapInvocationBuffer buffer = new HeapInvocationBuffer(CONTEXTS[7]);
        for (long argument : new long[] {a, b, c, d, e, f, g}) {
            buffer.putLong(argument);
        }
        return INVOKER.invokeLong(CONTEXTS[7], function, buffer);
    }
}
