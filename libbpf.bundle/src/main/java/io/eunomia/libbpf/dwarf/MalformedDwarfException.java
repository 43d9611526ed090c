package io.eunomia.libbpf.dwarf;

import io.eunomia.libbpf.BpfException;

/** Reports DWARF that breaks the format or is of a kind that this reader does not support; the message names the place. */
public final class MalformedDwarfException extends BpfException {
    private static final long serialVersionUID = 1L;

    /**
     * @param where section and offset, e.g. {@code .debug_info at 0x2f}
     * @param problem the fault at that place
     */
    public MalformedDwarfException(String where, String problem) {
        super("DWARF check", where, 0, problem);
    }
}
