package io.eunomia.libbpf;

import io.eunomia.libbpf.internal.object.NativeLibbpf;

/**
 * Loads libbpf where there is no OSGi framework to provide {@link Libbpf} as a service. A process may have only one at a
 * time, because libbpf sends its messages to one receiver. Closing it silences libbpf; close every object first.
 */
public final class LibbpfLibrary implements AutoCloseable {
    private final NativeLibbpf libbpf;

    private LibbpfLibrary(NativeLibbpf libbpf) {
        this.libbpf = libbpf;
    }

    /** @throws BpfException when no libbpf of version 1.0 or newer can be loaded; the message tells why */
    public static LibbpfLibrary load(LibbpfOptions options) {
        return new LibbpfLibrary(NativeLibbpf.load(options));
    }

    /** The same as {@link #load(LibbpfOptions)} with {@link LibbpfOptions#fromSystemProperties}. */
    public static LibbpfLibrary load() {
        return load(LibbpfOptions.fromSystemProperties());
    }

    public Libbpf libbpf() {
        return libbpf;
    }

    @Override
    public void close() {
        libbpf.close();
    }
}
