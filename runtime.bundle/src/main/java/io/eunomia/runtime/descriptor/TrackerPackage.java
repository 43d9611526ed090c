package io.eunomia.runtime.descriptor;

import java.util.List;

/**
 * A package in its normal form: the compiled object and what is said about it.
 *
 * @param form the format it arrived in
 * @param object the ELF, decoded and decompressed; not copied, must not be changed
 * @param warnings what was not understood, with JSON pointers
 * @param ownName what the package calls itself, whatever its tracker is called; empty when it does not say
 */
public record TrackerPackage(PackageForm form, Descriptor descriptor, byte[] object, List<String> warnings,
        String ownName) {

    public TrackerPackage {
        warnings = List.copyOf(warnings);
    }

    /** Of a package that does not say what it is called. */
    public TrackerPackage(PackageForm form, Descriptor descriptor, byte[] object, List<String> warnings) {
        this(form, descriptor, object, warnings, "");
    }

    /** The same for a tracker that is called otherwise. */
    public TrackerPackage named(String tracker) {
        return new TrackerPackage(form, descriptor.named(tracker), object, warnings, ownName);
    }
}
