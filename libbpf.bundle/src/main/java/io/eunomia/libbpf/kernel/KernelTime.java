package io.eunomia.libbpf.kernel;

/**
 * The kernel's clocks, read at one moment, in nanoseconds. Monotonic and boot time are those that BPF programs see
 * ({@code bpf_ktime_get_ns}, {@code bpf_ktime_get_boot_ns}): a time namespace shifts them for processes, not for programs.
 *
 * @param realtime since the epoch (CLOCK_REALTIME)
 * @param monotonic CLOCK_MONOTONIC of the initial time namespace
 * @param boottime CLOCK_BOOTTIME of the initial time namespace: also counts while the machine is suspended
 */
public record KernelTime(long realtime, long monotonic, long boottime) {
}
