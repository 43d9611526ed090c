package io.eunomia.runtime.descriptor;

import io.eunomia.libbpf.elf.ElfObject;
import java.util.List;

/**
 * A package in its normal form: the compiled object and the descriptor that says how to run it.
 *
 * @param form the format it arrived in
 * @param elf the object, decoded, decompressed and checked: this is done once, and whoever loads it gets it from here
 * @param warnings what was not understood, with JSON pointers
 * @param ownName what the package calls itself, whatever its tracker is called; empty when it does not say
 */
public record TrackerPackage(PackageForm form, Descriptor descriptor, ElfObject elf, List<String> warnings,
        String ownName) {

    public TrackerPackage {
        warnings = List.copyOf(warnings);
    }

    /** Makes a package that does not give its own name. */
    public TrackerPackage(PackageForm form, Descriptor descriptor, ElfObject elf, List<String> warnings) {
        this(form, descriptor, elf, warnings, "");
    }

    /** Returns a copy of the object's bytes. */
    public byte[] object() {
        return elf.toByteArray();
    }

    /** Returns the same package for a tracker of another name. */
    public TrackerPackage named(String tracker) {
        return new TrackerPackage(form, descriptor.named(tracker), elf, warnings, ownName);
    }
}
