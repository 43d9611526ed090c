package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.core.KernelTypes;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.decode.KernelClock;
import io.eunomia.runtime.internal.decode.SystemNames;
import java.util.Optional;

/**
 * Gives access to the parts of this machine that preparing a package needs; all stay their owners'.
 *
 * @param names of numbers that only the running system knows
 * @param types used in place of those that the kernel shows
 */
record Host(Libbpf libbpf, Suitability suitability, KernelClock clock, SystemNames names, Optional<KernelTypes> types) {

    /** Opens a package's object. @return owned by the caller */
    BpfObjectFile open(TrackerPackage trackerPackage) {
        String name = trackerPackage.descriptor().name();
        return types.isPresent() ? libbpf.open(name, trackerPackage.elf(), types.get())
                : libbpf.open(name, trackerPackage.elf());
    }

    /** Returns this machine with the names of what Java virtual machines have compiled. */
    Host withJvmMaps() {
        return new Host(libbpf, suitability, clock, names.withJvmMaps(), types);
    }

    /** Returns this machine with other kernel types. */
    Host with(KernelTypes other) {
        return new Host(libbpf, new Suitability(libbpf.probes(other)), clock, names, Optional.of(other));
    }
}
