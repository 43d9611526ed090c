package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.internal.ffi.CpuList;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.LibC;
import io.eunomia.libbpf.internal.ffi.PerfEvent;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Opens a perf event on every online CPU, or on one process wherever it runs, and attaches to each. */
final class PerfEventAttacher {
    private static final int ANY = -1;

    /** An event with the program on it. @param link {@code struct bpf_link *} @param event its descriptor, which the link owns */
    private record Attached(long link, int event) {
    }

    OwnedLink attach(AttachRequest request, AttachPoint.PerfEvent event) {
        int[] cpus = event.pid() < 0 ? CpuList.online() : new int[] {ANY};
        LibBpf bpf = request.bpf();
        List<Attached> all = new ArrayList<>();
        Runnable release = () -> {
            Collections.reverse(all);
            all.forEach(one -> bpf.bpf_link__destroy(one.link()));
        };
        try {
            for (int cpu : cpus) {
                all.add(attach(request, event, cpu));
            }
            int[] fds = all.stream().mapToInt(one -> bpf.bpf_link__fd(one.link())).toArray();
            return new OwnedLink(request, fds, release, () -> all.forEach(one -> letGo(request, one)));
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    /** Closes the descriptors. The event goes on if the link is pinned, because libbpf then does not disable it. */
    private static void letGo(AttachRequest request, Attached one) {
        LibBpf bpf = request.bpf();
        int link = bpf.bpf_link__fd(one.link());
        bpf.bpf_link__disconnect(one.link());
        bpf.bpf_link__destroy(one.link());
        // Before Linux 5.15 there is no link of the kernel's, and libbpf gives the event itself.
        if (link != one.event()) {
            request.context().c().close(link);
        }
        request.context().c().close(one.event());
    }

    private static Attached attach(AttachRequest request, AttachPoint.PerfEvent event, int cpu) {
        LibC c = request.context().c();
        PerfEvent perf = new PerfEvent(event.type(), event.config());
        perf = event.frequency() ? perf.frequency(event.samplePeriod()) : perf.period(event.samplePeriod());
        int fd = ReturnCodes.checkErr(perf.open(c, event.pid(), cpu), request::failure);
        long link = request.bpf().bpf_program__attach_perf_event(request.handle(), fd);
        if (link == 0) {
            int errno = ReturnCodes.lastErrno();
            // There is no link that would own the descriptor.
            c.close(fd);
            throw request.failure(errno);
        }
        return new Attached(link, fd);
    }
}
