package io.eunomia.shell.internal.command;

/** A command cannot do what it was asked to, for a reason that is none of the runtime's. */
public final class CommandProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean wrongUse;

    public CommandProblem(String message, String hint) {
        this(message, hint, false);
    }

    /** @param hint what to do, or empty @param wrongUse whether the words were wrong, and not what they stand for */
    CommandProblem(String message, String hint, boolean wrongUse) {
        super(message);
        this.hint = hint;
        this.wrongUse = wrongUse;
    }

    public String hint() {
        return hint;
    }

    public boolean wrongUse() {
        return wrongUse;
    }
}
