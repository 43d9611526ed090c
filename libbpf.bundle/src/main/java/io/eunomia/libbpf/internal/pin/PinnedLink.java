package io.eunomia.libbpf.internal.pin;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.link.IteratorOutput;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A link that was taken over from its pin: it is detached when the pin is removed and this is closed. */
public final class PinnedLink implements BpfLink {
    private static final String FILE = "link";

    private final NativeContext context;
    private final String program;
    private final AttachPoint point;
    private final int[] fds;
    private boolean closed;

    private PinnedLink(NativeContext context, int[] fds, String program, AttachPoint point) {
        this.context = context;
        this.program = program;
        this.point = point;
        this.fds = fds;
    }

    /** Returns the pin of a link; where the kernel has several for one attachment, those of the others are beside it. */
    private static Path file(Path folder, int index) {
        return folder.resolve(index == 0 ? FILE : FILE + index);
    }

    /** Pins the links of one attachment, the first one last: a folder with a link is whole. */
    public static void pin(NativeContext context, int[] fds, String program, Path folder) {
        for (int i = fds.length - 1; i >= 0; i--) {
            new Pin(context).make(fds[i], file(folder, i), "the link of program \"" + program + '"');
        }
    }

    /** Opens what is pinned of an attachment in a folder. @return owned by the caller */
    public static PinnedLink open(NativeContext context, Path folder, String program, AttachPoint point) {
        Pin pin = new Pin(context);
        List<Integer> fds = new ArrayList<>();
        try {
            fds.add(pin.open(file(folder, 0)));
            for (int fd = pin.openIfThere(file(folder, 1)); fd >= 0; fd = pin.openIfThere(file(folder, fds.size()))) {
                fds.add(fd);
            }
            return new PinnedLink(context, fds.stream().mapToInt(Integer::intValue).toArray(), program, point);
        } catch (RuntimeException e) {
            fds.forEach(context.c()::close);
            throw e;
        }
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
        return IteratorOutput.open(context, fds[0], program);
    }

    @Override
    public synchronized void pin(Path folder) {
        if (closed) {
            throw new IllegalStateException("link of program \"" + program + "\" is closed");
        }
        pin(context, fds, program, folder);
    }

    @Override
    public void leave() {
        close();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Arrays.stream(fds).forEach(context.c()::close);
        }
    }
}
