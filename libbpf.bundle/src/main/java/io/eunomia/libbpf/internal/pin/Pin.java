package io.eunomia.libbpf.internal.pin;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.Permissions;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Pins objects of the kernel and opens what is pinned. Any thread. */
public final class Pin {
    /** The start of {@code bpf_map_info}, {@code bpf_prog_info} and {@code bpf_link_info}: a type, then the id. */
    private static final int INFO_BYTES = 8;
    private static final int ID = 4;

    private final NativeContext context;

    public Pin(NativeContext context) {
        this.context = context;
    }

    /** @param what for messages, such as {@code map "events"} @throws UnsupportedFeatureException for a link that is none */
    public void make(int fd, Path file, String what) {
        ReturnCodes.checkErr(context.bpf().bpf_obj_pin(fd, file.toString()), errno -> failure(errno, file, what));
    }

    private static BpfException failure(int errno, Path file, String what) {
        return switch (errno) {
            case Errno.EINVAL -> new UnsupportedFeatureException("pin", what, "pinned links", errno,
                    "this kernel lets go of it with the process that attached it (perf-event links: Linux 5.15)");
            case Errno.EEXIST -> new BpfException(Fault.PLACE, "pin", what, errno, file + " is there already");
            case Errno.EPERM -> new BpfException("pin", what, errno, file.getParent()
                    + " is not in a BPF file system, or: " + Permissions.denial());
            case Errno.ENOENT -> new BpfException("pin", what, errno, "there is no folder " + file.getParent());
            default -> new BpfException("pin", what, errno, file.toString());
        };
    }

    /** Opens a pin. @return owned by the caller @throws BpfException when it cannot be opened, or is not there */
    public int open(Path file) {
        return ReturnCodes.checkErr(context.bpf().bpf_obj_get(file.toString()), "pin open", file.toString());
    }

    /** Opens a pin, if there is one. @return owned by the caller; -1 when nothing is there */
    public int openIfThere(Path file) {
        int fd = context.bpf().bpf_obj_get(file.toString());
        return fd < 0 && ReturnCodes.errnoOf(fd) == Errno.ENOENT ? -1
                : ReturnCodes.checkErr(fd, "pin open", file.toString());
    }

    /** Returns the kernel's number of what is pinned; empty when nothing is there. */
    public OptionalInt id(Path file) {
        int fd = openIfThere(file);
        if (fd < 0) {
            return OptionalInt.empty();
        }
        try {
            ByteBuffer info = NativeMemory.allocate(INFO_BYTES);
            ByteBuffer length = NativeMemory.allocate(Integer.BYTES).putInt(0, INFO_BYTES);
            ReturnCodes.checkErr(context.bpf().bpf_obj_get_info_by_fd(fd, NativeMemory.address(info),
                    NativeMemory.address(length)), "pin info", file.toString());
            return OptionalInt.of(info.getInt(ID));
        } finally {
            context.c().close(fd);
        }
    }
}
