package io.eunomia.libbpf.internal.ffi;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;

/** A function of the C library without arguments, called through its address: a hook on its symbol sees the call. */
public final class LibraryFunction {
    private final CallContext noArguments =
            CallContext.getCallContext(Type.SINT, new Type[0], CallingConvention.DEFAULT, false);
    private final long address;

    public LibraryFunction(String name) {
        address = Library.getDefault().getSymbolAddress(name);
    }

    public int call() {
        return Invoker.getInstance().invokeI0(noArguments, address);
    }
}
