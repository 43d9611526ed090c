package io.eunomia.libbpf.internal.map;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.PinnedMap;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.context.ProgramInfo;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.pin.Pin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Looks up maps in the kernel that no object of ours owns. */
public final class KernelMaps {
    /** The size of {@code struct bpf_map_info} of include/uapi/linux/bpf.h; older kernels fill less of it. */
    private static final int BYTES = 88;
    /** What /proc/self/fd shows of a map (kernel/bpf/syscall.c, bpf_map_new_fd). */
    private static final String MAP = "anon_inode:bpf-map";

    private final NativeContext context;

    public KernelMaps(NativeContext context) {
        this.context = context;
    }

    /** @return empty when nothing is there */
    public Optional<PinnedMap> pinned(Path path) {
        int fd = new Pin(context).openIfThere(path);
        if (fd < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(pinned(fd, path));
        } finally {
            context.c().close(fd);
        }
    }

    /** Describes a pinned map. @param fd of what is pinned at {@code path}, owned by the caller */
    public PinnedMap pinned(int fd, Path path) {
        requireMap(fd, path);
        ByteBuffer info = NativeMemory.allocate(BYTES);
        ByteBuffer length = NativeMemory.allocate(Integer.BYTES).putInt(0, BYTES);
        ReturnCodes.checkErr(context.bpf().bpf_obj_get_info_by_fd(fd, NativeMemory.address(info),
                NativeMemory.address(length)), "map info", path.toString());
        return new PinnedMap(info.getInt(4), MapType.of(info.getInt(0)), info.getInt(8), info.getInt(12), info.getInt(16),
                info.getInt(20));
    }

    /** Refuses programs and links, whose numbers would pass for a map's: the kernel tells all of them by the same call. */
    private static void requireMap(int fd, Path path) {
        try {
            String kind = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            if (!kind.equals(MAP)) {
                throw new BpfException("pin open", path.toString(), Errno.EINVAL, "it is no map, but " + kind);
            }
        } catch (IOException e) {
            throw new BpfException("pin open", path.toString(), 0, "its kind cannot be read: " + e.getMessage());
        }
    }

    /** The names of programs that use a map, by id. A program that is unloaded meanwhile is left out. */
    public Map<Integer, String> users(int map) {
        Map<Integer, String> users = new TreeMap<>();
        ByteBuffer next = NativeMemory.allocate(Integer.BYTES);
        int id = 0;
        int result = context.bpf().bpf_prog_get_next_id(id, NativeMemory.address(next));
        while (result == 0) {
            id = next.getInt(0);
            addIfUser(users, id, map);
            result = context.bpf().bpf_prog_get_next_id(id, NativeMemory.address(next));
        }
        if (ReturnCodes.errnoOf(result) != Errno.ENOENT) {
            throw new BpfException("program list", "", ReturnCodes.errnoOf(result), "");
        }
        return users;
    }

    private void addIfUser(Map<Integer, String> users, int id, int map) {
        int fd = context.bpf().bpf_prog_get_fd_by_id(id);
        if (fd < 0) {
            return;
        }
        try {
            ProgramInfo.Uses uses = ProgramInfo.uses(context, fd, Integer.toString(id));
            if (uses.maps().contains(map)) {
                users.put(id, uses.name());
            }
        } finally {
            context.c().close(fd);
        }
    }
}
