package io.eunomia.libbpf.internal.slot;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;

/** A loaded program that jumps to the program in its one-entry program array; owns both. */
interface Stub extends AutoCloseable {

    /** @throws io.eunomia.libbpf.BpfException EINVAL when the kernel refuses a jump from this program to that one */
    void put(int programFd);

    /** The descriptor of the stub's own program. */
    int fd();

    /** The descriptor of its one-entry program array. */
    int mapFd();

    /** @return owned by the caller, and to be closed first */
    BpfLink attach(AttachPoint point);

    BpfProgram.Info info();

    @Override
    void close();
}
