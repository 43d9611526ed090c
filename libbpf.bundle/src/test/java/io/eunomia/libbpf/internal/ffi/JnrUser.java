package io.eunomia.libbpf.internal.ffi;

import io.eunomia.libbpf.fixture.LoadProbe;
import java.io.IOException;
import jnr.ffi.LibraryLoader;

/** {@link LoadProbe} in a process that has called C by jnr-ffi before. */
public final class JnrUser {

    private JnrUser() {
    }

    /** Of the C library. */
    public interface Functions {
        int abs(int value);
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println("others " + LibraryLoader.create(Functions.class).failImmediately().load("c").abs(-1));
        LoadProbe.main(arguments);
    }
}
