package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.ProgramType;

/**
 * The data of a loaded program that attaching needs.
 *
 * @param handle {@code struct bpf_program *}, owned by the object
 * @param fd owned by the object
 * @param attachType {@code enum bpf_attach_type} that it was loaded with
 */
public record AttachableProgram(long handle, int fd, String name, String section, ProgramType type, int attachType) {
}
