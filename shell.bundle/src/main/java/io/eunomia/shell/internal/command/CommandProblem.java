package io.eunomia.shell.internal.command;

/** Reports that a command cannot do its work, for a reason that did not come from the runtime. */
public final class CommandProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;
    private final boolean wrongUse;

    public CommandProblem(String message, String hint) {
        this(message, hint, false);
    }

    /** @param hint the remedy, or empty @param wrongUse true when the words are misused, not when what they name is at fault */
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
