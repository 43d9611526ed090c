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

    OwnedLink attach(AttachRequest request, AttachPoint.PerfEvent event) {
        int[] cpus = event.pid() < 0 ? CpuList.online() : new int[] {ANY};
        LibBpf bpf = request.bpf();
        List<Long> links = new ArrayList<>();
        Runnable release = () -> {
            Collections.reverse(links);
            links.forEach(bpf::bpf_link__destroy);
        };
        try {
            for (int cpu : cpus) {
                links.add(attach(request, event, cpu));
            }
            return new OwnedLink(request, bpf.bpf_link__fd(links.get(0)), release);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private static long attach(AttachRequest request, AttachPoint.PerfEvent event, int cpu) {
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
        return link;
    }
}
