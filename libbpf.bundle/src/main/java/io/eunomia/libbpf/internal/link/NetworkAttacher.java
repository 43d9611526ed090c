package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ToIntFunction;

/** Attaches to network interfaces and sockets. */
final class NetworkAttacher {
    /** {@code enum bpf_attach_type}; the tcx ones exist since Linux 6.6. */
    private static final int TCX_INGRESS = 46;
    private static final int TCX_EGRESS = 47;
    private static final int NETFILTER = 45;
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_BPF = 50;

    private final ToIntFunction<String> mapFd;

    NetworkAttacher(ToIntFunction<String> mapFd) {
        this.mapFd = mapFd;
    }

    static boolean serves(AttachPoint point) {
        return point instanceof AttachPoint.Xdp || point instanceof AttachPoint.Tc
                || point instanceof AttachPoint.Netfilter || point instanceof AttachPoint.Packets
                || point instanceof AttachPoint.SocketMap;
    }

    OwnedLink attach(AttachRequest request) {
        AttachPoint point = request.point();
        if (point instanceof AttachPoint.Xdp xdp) {
            return request.link(request.bpf().bpf_program__attach_xdp(request.handle(),
                    index(request, xdp.networkInterface())));
        }
        if (point instanceof AttachPoint.Tc tc) {
            return tc(request, tc);
        }
        if (point instanceof AttachPoint.Netfilter netfilter) {
            return netfilter(request, netfilter);
        }
        if (point instanceof AttachPoint.Packets packets) {
            return packets(request, packets);
        }
        return socketMap(request, (AttachPoint.SocketMap) point);
    }

    private static int index(AttachRequest request, String networkInterface) {
        int index = request.context().c().if_nametoindex(networkInterface);
        if (index == 0) {
            throw new BpfException(Fault.TARGET, "attach", request.program().name(), ReturnCodes.lastErrno(), "there is no network"
                    + " interface \"" + networkInterface + "\" in this network namespace");
        }
        return index;
    }

    /** Attaches by a tcx link where the kernel has those, else by a filter of a clsact queueing discipline. */
    private static OwnedLink tc(AttachRequest request, AttachPoint.Tc tc) {
        int index = index(request, tc.networkInterface());
        int fd = request.bpf().bpf_link_create(request.program().fd(), index, tc.ingress() ? TCX_INGRESS : TCX_EGRESS,
                0);
        if (fd < 0 && ReturnCodes.errnoOf(fd) == Errno.EINVAL) {
            return ClsactFilter.attach(request, index, tc.ingress());
        }
        return request.descriptor(fd);
    }

    private static OwnedLink netfilter(AttachRequest request, AttachPoint.Netfilter netfilter) {
        ByteBuffer options = AttachOptions.netfilter(netfilter.family(), netfilter.hook(), netfilter.priority());
        int fd = request.bpf().bpf_link_create(request.program().fd(), 0, NETFILTER, NativeMemory.address(options));
        Reference.reachabilityFence(options);
        return request.descriptor(fd);
    }

    private static OwnedLink packets(AttachRequest request, AttachPoint.Packets packets) {
        LibC c = request.context().c();
        int index = index(request, packets.networkInterface());
        int socket = ReturnCodes.checkErr(c.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0), request::failure);
        try {
            ByteBuffer program = NativeMemory.allocate(Integer.BYTES).putInt(0, request.program().fd());
            ReturnCodes.checkErr(c.setsockopt(socket, SOL_SOCKET, SO_ATTACH_BPF, NativeMemory.address(program),
                    Integer.BYTES), request::failure);
            // The socket is bound last, so that no packet comes in before the filter is attached.
            ByteBuffer address = packetAddress(index);
            ReturnCodes.checkErr(c.bind(socket, NativeMemory.address(address), address.capacity()), request::failure);
            Reference.reachabilityFence(program);
            Reference.reachabilityFence(address);
        } catch (RuntimeException e) {
            c.close(socket);
            throw e;
        }
        return request.descriptor(socket);
    }

    /** Builds {@code struct sockaddr_ll}: family u16, protocol u16 in network order, ifindex at 4; 20 bytes. */
    private static ByteBuffer packetAddress(int index) {
        ByteBuffer address = NativeMemory.allocate(20).putShort(0, (short) AF_PACKET).putInt(4, index);
        address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
        return address;
    }

    private OwnedLink socketMap(AttachRequest request, AttachPoint.SocketMap point) {
        LibBpf bpf = request.bpf();
        int map = mapFd.applyAsInt(point.map());
        int program = request.program().fd();
        int type = request.program().attachType();
        ReturnCodes.checkErr(bpf.bpf_prog_attach(program, map, type, 0), request::failure);
        return new OwnedLink(request, -1, () -> bpf.bpf_prog_detach2(program, map, type));
    }
}
