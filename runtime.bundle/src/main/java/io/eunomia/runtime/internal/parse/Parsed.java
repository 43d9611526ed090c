package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.descriptor.PackageForm;

/** The result of reading one form, before names are given and the object is checked. */
record Parsed(PackageForm form, Draft draft, byte[] object) {

    /**
     * Checks the object.
     *
     * @throws io.eunomia.runtime.TrackerException saying where the object is in the package and what is wrong with it
     */
    ElfObject checked() {
        try {
            return ElfObject.parse(object);
        } catch (BpfException e) {
            // The message says already what to do.
            throw BadPackage.at(pointer(), e.getMessage(), "", e);
        }
    }

    private String pointer() {
        switch (form) {
            case SEED:
            case OWN:
                return "/data";
            case EUNOMIA_BPF:
                return "/bpf_object";
            default:
                return "";
        }
    }
}
