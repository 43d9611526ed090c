package io.eunomia.libbpf;

/** Reports that a place has all the programs that the kernel allows there, so that another one must be detached first. */
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
