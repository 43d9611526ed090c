package io.eunomia.libbpf.btf;

import io.eunomia.libbpf.BpfException;

/** Reports bytes that break the BTF format; the message names the header field or the type, and the remedy. */
public final class MalformedBtfException extends BpfException {
    private static final long serialVersionUID = 1L;

    private static final String REMEDY = "; compile the object again (clang -g -O2 -target bpf) "
            + "and check that it was copied whole";

    private final String problem;

    /**
     * @param where the header field or the type, e.g. {@code type [12] struct event}
     * @param problem the fault at that place
     */
    public MalformedBtfException(String where, String problem) {
        super("BTF check", where, 0, problem + REMEDY);
        this.problem = problem;
    }

    /** The fault alone; the message's remedy applies only to compiled objects. */
    public String problem() {
        return problem;
    }
}
