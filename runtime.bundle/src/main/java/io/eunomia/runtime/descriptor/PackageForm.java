package io.eunomia.runtime.descriptor;

/** The accepted package formats (docs/package-format.md); {@link #label} is what faces show. */
public enum PackageForm {
    SEED("seed"), OBJECT("object"), EUNOMIA_BPF("eunomia-bpf"), OWN("eunomia"), BUNDLE("bundle");

    private final String label;

    PackageForm(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
