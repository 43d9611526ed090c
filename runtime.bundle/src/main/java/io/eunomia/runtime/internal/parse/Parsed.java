package io.eunomia.runtime.internal.parse;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.descriptor.PackageForm;

/** What the reader of one form found, before names are given and the object is looked at. */
record Parsed(PackageForm form, Draft draft, byte[] object) {

    /** @throws io.eunomia.runtime.TrackerException saying where the object stands in the package and what is wrong with it */
    ElfObject checked() {
        try {
            return ElfObject.parse(object);
        } catch (BpfException e) {
            // The message holds the remedy already.
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
