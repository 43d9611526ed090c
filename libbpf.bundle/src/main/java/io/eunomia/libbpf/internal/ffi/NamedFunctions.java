package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import java.lang.reflect.Proxy;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.provider.NativeInvocationHandler;

/**
 * Finds the functions of one library by name when jnr-ffi first calls them, and not before: a libbpf other than the bundled
 * one may lack a function that is never called.
 *
 * @param file of the library, for messages
 * @param hint a text for messages that tells where to find a library with the function
 */
record NamedFunctions(String file, String hint) implements FunctionMapper {
    private static final String OPERATION = "native functions bind";

    /**
     * Makes jnr-ffi implement an interface of C functions.
     *
     * @throws BpfException when the library cannot be opened, or jnr-ffi would make machine code for the calls
     */
    <T> T bind(Class<T> functions) {
        T bound = LibraryLoader.create(functions).library(file).option(LibraryOption.LoadNow, true).mapper(this).load();
        // jnr-ffi reads its switch once per process, and another user of the same classes can have been first.
        if (!Proxy.isProxyClass(bound.getClass())) {
            throw new BpfException(OPERATION, file, 0, "jnr-ffi was in use before, with its loader that makes machine code;"
                    + " that one passes wrong arguments: start Java with -D" + JnrFfi.ASM + "=false");
        }
        // For a library that it cannot open jnr-ffi also makes a proxy, every method of which throws.
        if (!(Proxy.getInvocationHandler(bound) instanceof NativeInvocationHandler)) {
            throw new BpfException(OPERATION, file, Errno.ENOENT, hint);
        }
        return bound;
    }

    /** @throws BpfException when the library has no function of this name */
    @Override
    public String mapFunctionName(String name, Context context) {
        if (context.isSymbolPresent(name)) {
            return name;
        }
        throw new BpfException("native function find", name, Errno.ENOENT, file + " has no such function; " + hint);
    }
}
