package io.eunomia.libbpf.elf;

import io.eunomia.libbpf.BpfException;

/** Reports bytes that are no BPF object, or one that breaks the format; the message names the place and the remedy. */
public final class MalformedObjectException extends BpfException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where header field, section, symbol or relocation, e.g. {@code section [3] .text}; may be empty
     * @param problem the fault at that place, and the remedy
     */
    public MalformedObjectException(String where, String problem) {
        super("object check", where, 0, problem);
    }
}
