package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import java.lang.reflect.Proxy;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.mapper.FunctionMapper;
import jnr.ffi.provider.NativeInvocationHandler;

/**
 * The names of the functions of one library, which jnr-ffi asks for when a function is first called: another libbpf than
 * the bundled one may lack a function that nobody is going to call.
 *
 * @param file of the library, for messages
 * @param hint for messages, where to find a library that has the function
 */
record NamedFunctions(String file, String hint) implements FunctionMapper {
    private static final String OPERATION = "native functions bind";

    /**
     * Has jnr-ffi implement an interface of C functions.
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
        // A library that cannot be opened gives a proxy too, whose every method throws.
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
