package io.eunomia.runtime.descriptor;

import java.util.List;

/**
 * A package in its normal form: the compiled object and what is said about it.
 *
 * @param form the format it arrived in
 * @param object the ELF, decoded and decompressed; not copied, must not be changed
 * @param warnings what was not understood, with JSON pointers
 */
public record TrackerPackage(PackageForm form, Descriptor descriptor, byte[] object, List<String> warnings) {

    public TrackerPackage {
        warnings = List.copyOf(warnings);
    }
}
