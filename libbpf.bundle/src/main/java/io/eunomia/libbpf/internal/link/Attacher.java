package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.NativeMemory;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;

/** Attaches programs of one object. Safe for use by several threads. */
public final class Attacher {
    private final NativeContext context;
    private final NetworkAttacher network;
    private final PerfEventAttacher perfEvents;
    private final DirectoryAttacher directories;

    /** @param mapFd gives the descriptor of the object's map of a name; throws if there is none */
    public Attacher(NativeContext context, ToIntFunction<String> mapFd) {
        this.context = context;
        this.network = new NetworkAttacher(mapFd);
        this.perfEvents = new PerfEventAttacher();
        this.directories = new DirectoryAttacher();
    }

    /**
     * @return a link owned by the caller
     * @throws BpfException when it fails; the message says what was missing
     */
    public OwnedLink attach(AttachableProgram program, AttachPoint point) {
        try (LibbpfMessages.Capture messages = context.messages().capture()) {
            AttachRequest request = new AttachRequest(context, program, point, messages);
            requireText(request);
            return attach(request);
        }
    }

    /**
     * Attaches a program to the kernel's type that it was loaded for.
     *
     * @param program need not have a handle
     * @return a link owned by the caller
     * @throws BpfException when it fails; the message says what was missing
     */
    public OwnedLink attachToType(AttachableProgram program, AttachPoint point) {
        try (LibbpfMessages.Capture messages = context.messages().capture()) {
            AttachRequest request = new AttachRequest(context, program, point, messages);
            return request.descriptor(context.bpf().bpf_link_create(program.fd(), 0, program.attachType(), 0));
        }
    }

    private OwnedLink attach(AttachRequest request) {
        AttachPoint point = request.point();
        if (point instanceof AttachPoint.BySection) {
            return bySection(request);
        }
        if (point instanceof AttachPoint.Uprobe uprobe) {
            return uprobe(request, uprobe);
        }
        if (point instanceof AttachPoint.UprobeMulti multi) {
            ByteBuffer options = AttachOptions.uprobeMulti(multi.onReturn());
            long link = request.bpf().bpf_program__attach_uprobe_multi(request.handle(), multi.pid(), multi.path(),
                    multi.pattern(), NativeMemory.address(options));
            Reference.reachabilityFence(options);
            return request.link(link);
        }
        if (point instanceof AttachPoint.Usdt usdt) {
            return request.link(request.bpf().bpf_program__attach_usdt(request.handle(), usdt.pid(), usdt.path(),
                    usdt.provider(), usdt.name(), 0));
        }
        if (point instanceof AttachPoint.PerfEvent event) {
            return perfEvents.attach(request, event);
        }
        if (point instanceof AttachPoint.Cgroup || point instanceof AttachPoint.NetworkNamespace) {
            return directories.attach(request);
        }
        return NetworkAttacher.serves(point) ? network.attach(request) : kernel(request);
    }

    private OwnedLink bySection(AttachRequest request) {
        if (request.program().type() == ProgramType.STRUCT_OPS) {
            throw new BpfException("attach", request.program().name(), 0, "struct_ops programs are attached all at"
                    + " once through their map: use attachStructOps with the map's name");
        }
        return request.link(request.bpf().bpf_program__attach(request.handle()));
    }

    private OwnedLink kernel(AttachRequest request) {
        AttachPoint point = request.point();
        if (point instanceof AttachPoint.Tracepoint tracepoint) {
            return request.link(request.bpf().bpf_program__attach_tracepoint(request.handle(), tracepoint.category(),
                    tracepoint.name()));
        }
        if (point instanceof AttachPoint.RawTracepoint tracepoint) {
            return request.link(request.bpf().bpf_program__attach_raw_tracepoint(request.handle(), tracepoint.name()));
        }
        if (point instanceof AttachPoint.KernelFunction) {
            // Loading has fixed the target, and libbpf attaches to that one.
            return request.link(request.bpf().bpf_program__attach(request.handle()));
        }
        return kprobe(request);
    }

    private OwnedLink kprobe(AttachRequest request) {
        AttachPoint point = request.point();
        ByteBuffer options;
        long link;
        if (point instanceof AttachPoint.Kprobe kprobe) {
            options = AttachOptions.kprobe(kprobe.offset(), kprobe.onReturn());
            link = request.bpf().bpf_program__attach_kprobe_opts(request.handle(), kprobe.function(),
                    NativeMemory.address(options));
        } else if (point instanceof AttachPoint.KprobeMulti multi) {
            options = AttachOptions.kprobeMulti(multi.onReturn());
            link = request.bpf().bpf_program__attach_kprobe_multi_opts(request.handle(), multi.pattern(),
                    NativeMemory.address(options));
        } else if (point instanceof AttachPoint.Ksyscall ksyscall) {
            options = AttachOptions.ksyscall(ksyscall.onReturn());
            link = request.bpf().bpf_program__attach_ksyscall(request.handle(), ksyscall.name(),
                    NativeMemory.address(options));
        } else {
            throw new IllegalStateException("no way to attach to " + point);
        }
        Reference.reachabilityFence(options);
        return request.link(link);
    }

    private OwnedLink uprobe(AttachRequest request, AttachPoint.Uprobe uprobe) {
        ByteBuffer symbol = uprobe.symbol().isEmpty() ? null : NativeMemory.string(uprobe.symbol());
        ByteBuffer options = AttachOptions.uprobe(uprobe.onReturn(), symbol == null ? 0 : NativeMemory.address(symbol));
        long link = request.bpf().bpf_program__attach_uprobe_opts(request.handle(), uprobe.pid(), uprobe.path(),
                uprobe.offset(), NativeMemory.address(options));
        Reference.reachabilityFence(symbol);
        Reference.reachabilityFence(options);
        return request.link(link);
    }

    /** Refuses texts with a zero byte, which would end the text in C, so that something else would be attached to. */
    private static void requireText(AttachRequest request) {
        if (request.point().toString().indexOf('\0') >= 0) {
            throw new BpfException("attach", request.program().name(), 0, "the attach point holds a zero character");
        }
    }
}
