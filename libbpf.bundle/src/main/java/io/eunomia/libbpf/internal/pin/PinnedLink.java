package io.eunomia.libbpf.internal.pin;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.link.IteratorOutput;
import java.io.InputStream;
import java.nio.file.Path;

/** A link that was taken over from its pin: it is detached when the pin is removed and this is closed. */
public final class PinnedLink implements BpfLink {
    public static final String FILE = "link";

    private final NativeContext context;
    private final String program;
    private final AttachPoint point;
    private final int fd;
    private boolean closed;

    private PinnedLink(NativeContext context, int fd, String program, AttachPoint point) {
        this.context = context;
        this.program = program;
        this.point = point;
        this.fd = fd;
    }

    /** Opens the link that is pinned in a folder. @return owned by the caller */
    public static PinnedLink open(NativeContext context, Path folder, String program, AttachPoint point) {
        return new PinnedLink(context, new Pin(context).open(folder.resolve(FILE)), program, point);
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
        return fd;
    }

    @Override
    public synchronized InputStream openIterator() {
        if (closed) {
            throw new IllegalStateException("link of program \"" + program + "\" is closed");
        }
        return IteratorOutput.open(context, fd, program);
    }

    @Override
    public synchronized void pin(Path folder) {
        if (closed) {
            throw new IllegalStateException("link of program \"" + program + "\" is closed");
        }
        new Pin(context).make(fd, folder.resolve(FILE), "the link of program \"" + program + '"');
    }

    @Override
    public void leave() {
        close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            context.c().close(fd);
        }
    }
}
