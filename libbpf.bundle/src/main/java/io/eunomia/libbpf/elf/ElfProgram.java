package io.eunomia.libbpf.elf;

/**
 * A BPF program: a function in an executable section other than {@code .text}.
 *
 * @param section name as in {@code SEC("…")} without a leading {@code ?}, e.g. {@code tracepoint/syscalls/sys_enter_openat}
 * @param name of the function
 * @param instructionCount number of 8-byte instruction slots, subprograms not counted
 * @param autoload false for {@code SEC("?…")}: loaded only when asked for
 */
public record ElfProgram(String section, String name, int instructionCount, boolean autoload) {
}
