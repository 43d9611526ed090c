package io.eunomia.libbpf;

import io.eunomia.libbpf.internal.context.OpenFiles;

/**
 * Reports that an operation of the kernel or of libbpf failed.
 *
 * <p>The message reads {@code operation "subject": ERRNO (hint)}, for example
 * {@code map create "events": EINVAL (ring size 5000 is not a power-of-two multiple of 4096)}.
 */
public class BpfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final String subject;
    private final int errno;
    private final String hint;
    private final Fault fault;

    /**
     * @param operation the operation that failed, lower case, e.g. {@code "program load"}
     * @param subject the object's name as the user knows it
     * @param errno positive errno, or 0 when the failure did not come from the kernel or libbpf
     * @param hint the likely cause and the remedy; empty if nothing is known
     */
    public BpfException(String operation, String subject, int errno, String hint) {
        this(operation, subject, errno, hint, null);
    }

    public BpfException(String operation, String subject, int errno, String hint, Throwable cause) {
        this(Fault.of(errno), operation, subject, errno, hint, cause);
    }

    /** @param fault who has to act, for cases where errno alone would suggest somebody else */
    public BpfException(Fault fault, String operation, String subject, int errno, String hint) {
        this(fault, operation, subject, errno, hint, null);
    }

    private BpfException(Fault fault, String operation, String subject, int errno, String hint, Throwable cause) {
        super(text(operation, subject, errno, OpenFiles.named(errno, hint)), cause);
        this.fault = fault;
        this.operation = operation;
        this.subject = subject;
        this.errno = errno;
        this.hint = OpenFiles.named(errno, hint);
    }

    /** Tells whose fault it is, and so who has to act. */
    public Fault fault() {
        return fault;
    }

    public String operation() {
        return operation;
    }

    public String subject() {
        return subject;
    }

    /** Positive errno, or 0 when the failure did not come from the kernel or libbpf. */
    public int errno() {
        return errno;
    }

    /** The likely cause and the remedy; empty if nothing is known. */
    public String hint() {
        return hint;
    }

    private static String text(String operation, String subject, int errno, String hint) {
        StringBuilder text = new StringBuilder(operation);
        if (subject != null && !subject.isEmpty()) {
            text.append(" \"").append(subject).append('"');
        }
        boolean hinted = hint != null && !hint.isEmpty();
        if (errno != 0) {
            text.append(": ").append(Errno.name(errno));
            if (hinted) {
                text.append(" (").append(hint).append(')');
            }
        } else if (hinted) {
            text.append(": ").append(hint);
        }
        return text.toString();
    }
}
