package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.Libbpf;
import io.eunomia.runtime.internal.decode.KernelClock;

/** What preparing a package asks of this machine; all stay their owners'. */
record Host(Libbpf libbpf, Suitability suitability, KernelClock clock) {
}
