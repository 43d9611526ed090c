package io.eunomia.libbpf.internal.core;

/** Reports that libbpf would refuse the object for this relocation; the message says why. */
final class CoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CoreException(String problem) {
        super(problem, null, false, false);
    }
}
