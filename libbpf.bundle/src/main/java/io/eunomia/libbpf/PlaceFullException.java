package io.eunomia.libbpf;

/** The kernel takes only so many programs at one place, and this one has them: another one must go first. */
public final class PlaceFullException extends BpfException {
    private static final long serialVersionUID = 1L;

    /**
     * @param errno positive
     * @param hint how many programs the place takes, and what to do instead
     */
    public PlaceFullException(String operation, String subject, int errno, String hint) {
        super(Fault.PLACE, operation, subject, errno, hint);
    }
}
