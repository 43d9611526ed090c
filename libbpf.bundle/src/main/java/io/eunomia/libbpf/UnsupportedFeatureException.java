package io.eunomia.libbpf;

/** Reports that the running kernel, its configuration or its lockdown does not offer what an operation needs. */
public final class UnsupportedFeatureException extends BpfException {
    private static final long serialVersionUID = 1L;

    private final String feature;

    /**
     * @param feature the lacking feature in the kernel's words, e.g. {@code "kprobe"}
     * @param errno positive errno that showed the lack, or 0
     * @param hint why it is lacking and what to do instead
     */
    public UnsupportedFeatureException(String operation, String subject, String feature, int errno, String hint) {
        super(Fault.KERNEL, operation, subject, errno, hint);
        this.feature = feature;
    }

    public String feature() {
        return feature;
    }
}
