package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.internal.context.LeakGuard;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.pin.PinnedLink;
import java.io.InputStream;
import java.nio.file.Path;

/** A link together with the action that detaches it. */
public final class OwnedLink implements BpfLink {
    private static final Runnable NOTHING = () -> { };

    private final NativeContext context;
    private final String program;
    private final AttachPoint point;
    /** Several where the kernel has a link for each processor. */
    private final int[] fds;
    private final Runnable release;
    private final Runnable letGo;
    private final LeakGuard.Watch watch;
    private Runnable whenClosed = NOTHING;
    private boolean closed;

    /** Makes a link of what the kernel does not keep beyond this process. */
    OwnedLink(AttachRequest request, int fd, Runnable release) {
        this(request, new int[] {fd}, release, null);
    }

    /** @param release detaches @param letGo closes the descriptors without detaching; null when that cannot be */
    OwnedLink(AttachRequest request, int[] fds, Runnable release, Runnable letGo) {
        this(request.context(), request.program().name(), request.point(), fds, release, letGo);
    }

    private OwnedLink(NativeContext context, String program, AttachPoint point, int[] fds, Runnable release, Runnable letGo) {
        this.context = context;
        this.program = program;
        this.point = point;
        this.fds = fds;
        this.release = release;
        this.letGo = letGo;
        this.watch = context.leaks().watch(this, "link of program \"" + program + "\" to " + point);
    }

    /** Registers a struct_ops map. @param map {@code struct bpf_map *}, owned by the object */
    public static OwnedLink structOps(NativeContext context, long map, String name) {
        LibBpf bpf = context.bpf();
        try (LibbpfMessages.Capture messages = context.messages().capture()) {
            long link = ReturnCodes.checkPtr(bpf.bpf_map__attach_struct_ops(map), "attach struct_ops", name,
                    errno -> messages.text().strip());
            return new OwnedLink(context, name, AttachPoint.bySection(), new int[] {bpf.bpf_link__fd(link)},
                    () -> bpf.bpf_link__destroy(link), null);
        } catch (BpfException e) {
            throw structOpsRefused(e, name);
        }
    }

    /** The kernel registers a name once, and asks the struct itself whether it is complete. */
    private static BpfException structOpsRefused(BpfException e, String name) {
        return switch (e.errno()) {
            case Errno.EEXIST, Errno.EBUSY -> new BpfException(Fault.PLACE, "attach struct_ops", name, e.errno(),
                    "the kernel has one of this name already: stop the tracker that brought it, or name it otherwise; an"
                            + " update needs another name too, or a stop before");
            case Errno.EINVAL -> new BpfException(Fault.OBJECT, "attach struct_ops", name, e.errno(),
                    "the kernel finds it incomplete: an operation that it must have is missing, or a flag is not known");
            default -> e;
        };
    }

    @Override
    public String program() {
        return program;
    }

    @Override
    public AttachPoint point() {
        return point;
    }

    @Override
    public int fd() {
        return fds[0];
    }

    @Override
    public synchronized InputStream openIterator() {
        if (closed) {
            throw new IllegalStateException("link of program \"" + program + "\" is closed");
        }
        return IteratorOutput.open(context, fd(), program);
    }

    /** @param action run once after this link is closed; must be set before the link is given away */
    public void whenClosed(Runnable action) {
        whenClosed = action;
    }

    @Override
    public synchronized void pin(Path folder) {
        if (closed) {
            throw new IllegalStateException("link of program \"" + program + "\" is closed");
        }
        if (letGo == null) {
            throw new UnsupportedFeatureException("pin", program, "pinned links", 0,
                    "the kernel lets go of " + point + " with the process that attached it");
        }
        PinnedLink.pin(context, fds, program, folder);
    }

    @Override
    public synchronized void leave() {
        end(letGo == null ? release : letGo);
    }

    /** Detaches. A second caller waits until the first is done, so that the object may be freed after either call returns. */
    @Override
    public synchronized void close() {
        end(release);
    }

    private void end(Runnable action) {
        if (closed) {
            return;
        }
        closed = true;
        watch.closed();
        try {
            action.run();
        } finally {
            whenClosed.run();
        }
    }

    @Override
    public String toString() {
        return program + " at " + point;
    }
}
