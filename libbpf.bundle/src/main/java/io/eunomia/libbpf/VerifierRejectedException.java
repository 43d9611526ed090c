package io.eunomia.libbpf;

/** Reports that the kernel's verifier refused a program; carries the verifier's whole log. */
public final class VerifierRejectedException extends BpfException {
    private static final long serialVersionUID = 1L;

    private final String log;

    /**
     * @param program name of the refused program
     * @param errno positive errno of the load
     * @param log the verifier's log, whole
     */
    public VerifierRejectedException(String program, int errno, String log) {
        super(Fault.OBJECT, "program load", program, errno, VerifierDiagnosis.of(log).summary());
        this.log = log;
    }

    public String program() {
        return subject();
    }

    /** The verifier's log, whole; lines end in LF. */
    public String log() {
        return log;
    }

    /** Reason, instruction, source line, meaning and remedy, each by itself. */
    public VerifierDiagnosis diagnosis() {
        return VerifierDiagnosis.of(log);
    }
}
