package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.ProgramType;

/**
 * A loaded program as attaching needs it.
 *
 * @param handle {@code struct bpf_program *}, owned by the object
 * @param fd owned by the object
 * @param attachType {@code enum bpf_attach_type} it was loaded with
 */
public record AttachableProgram(long handle, int fd, String name, String section, ProgramType type, int attachType) {
}
