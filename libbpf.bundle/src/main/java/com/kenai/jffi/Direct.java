package com.kenai.jffi;

import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What this bundle calls of jffi's native half, {@link Foreign}, which is visible in this package only. jffi's public
 * {@code Invoker}, {@code Library}, {@code MemoryIO} and {@code ClosureManager} do the same with fifty classes more,
 * one of 50 KB, for other machines, types and ways of memory access: 12 ms of processor time before the first call.
 *
 * <p>Made for jffi 1.4.3. Where {@code Foreign} cannot be loaded each method throws {@link UnsatisfiedLinkError}.
 */
public final class Direct {
    private static final int MAX_ARGUMENTS = 7;
    /** Where jffi expects the number of arguments that are not variadic. */
    private static final int FIXED_SHIFT = 16;

    private Direct() {
    }

    /** Opens a library, or adds a use of it, for the life of the process: all symbols bound, its own not for others. */
    public static long open(String file) {
        Foreign.getInstance();
        return Foreign.dlopen(file, Foreign.RTLD_NOW | Foreign.RTLD_LOCAL);
    }

    /** @return address of a function of an open library, or 0 */
    public static long find(long library, String name) {
        try {
            return Foreign.dlsym(library, name);
        } catch (UnsatisfiedLinkError e) {
            return 0;
        }
    }

    /**
     * How functions of n longs that return a long are called, for each n up to 7; errno is kept after the call. Belongs
     * to the caller for the life of the process.
     */
    public static long[] contexts() {
        Foreign foreign = Foreign.getInstance();
        long type = foreign.lookupBuiltinType(Foreign.TYPE_SINT64);
        long[] contexts = new long[MAX_ARGUMENTS + 1];
        for (int arguments = 0; arguments <= MAX_ARGUMENTS; arguments++) {
            long[] types = new long[arguments];
            Arrays.fill(types, type);
            contexts[arguments] = foreign.newCallContext(type, types, Foreign.F_DEFAULT | arguments << FIXED_SHIFT);
        }
        return contexts;
    }

    public static long call(long context, long function) {
        return Foreign.invokeL0(context, function);
    }

    public static long call(long context, long function, long a) {
        return Foreign.invokeL1(context, function, a);
    }

    public static long call(long context, long function, long a, long b) {
        return Foreign.invokeL2(context, function, a, b);
    }

    public static long call(long context, long function, long a, long b, long c) {
        return Foreign.invokeL3(context, function, a, b, c);
    }

    public static long call(long context, long function, long a, long b, long c, long d) {
        return Foreign.invokeL4(context, function, a, b, c, d);
    }

    public static long call(long context, long function, long a, long b, long c, long d, long e) {
        return Foreign.invokeL5(context, function, a, b, c, d, e);
    }

    public static long call(long context, long function, long a, long b, long c, long d, long e, long f) {
        return Foreign.invokeL6(context, function, a, b, c, d, e, f);
    }

    /** Seven go through an array. */
    public static long call(long context, long function, long a, long b, long c, long d, long e, long f, long g) {
        ByteBuffer arguments = ByteBuffer.allocate(MAX_ARGUMENTS * Long.BYTES).order(ByteOrder.nativeOrder());
        arguments.putLong(a).putLong(b).putLong(c).putLong(d).putLong(e).putLong(f).putLong(g);
        return Foreign.invokeArrayReturnLong(context, function, arguments.array());
    }

    /** What C shall call with three arguments; of one that is an {@code int} in C only the lower half counts. */
    public interface Function {
        /** Must not throw: C has no place for it. */
        long call(long a, long b, long c);
    }

    /**
     * A function as C sees it; keeps the {@link Function} reachable.
     *
     * @param address of its machine code
     * @param magazine jffi's, which holds this one only
     */
    public record Callback(long address, long magazine) {
        /** Afterwards nobody may call {@link #address} any more. Once. */
        public void free() {
            Foreign.getInstance().freeClosureMagazine(magazine);
        }
    }

    /** @param context for three arguments, see {@link #contexts} */
    public static Callback callback(long context, Function function) {
        Foreign foreign = Foreign.getInstance();
        try {
            Method method = Function.class.getMethod("call", long.class, long.class, long.class);
            long magazine = foreign.newClosureMagazine(context, method, true);
            // A handle begins with the address of the code.
            return new Callback(Foreign.getAddress(foreign.closureMagazineGet(magazine, function)), magazine);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** errno as this thread's last call left it. */
    public static int lastErrno() {
        Foreign.getInstance();
        return Foreign.getLastError();
    }

    public static long address(Buffer direct) {
        return Foreign.getInstance().getDirectBufferAddress(direct);
    }

    /** A view of memory that somebody else owns, in big-endian order as every new buffer. */
    public static ByteBuffer view(long address, int bytes) {
        return Foreign.getInstance().newDirectByteBuffer(address, bytes);
    }

    /** What is there before the first zero, at most {@code maxBytes}. */
    public static byte[] zeroTerminated(long address, int maxBytes) {
        Foreign.getInstance();
        return Foreign.getZeroTerminatedByteArray(address, maxBytes);
    }

    public static void copy(long from, long to, long bytes) {
        Foreign.getInstance();
        Foreign.memcpy(to, from, bytes);
    }
}
