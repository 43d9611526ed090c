package io.eunomia.libbpf.internal.link;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.fixture.CountingProgram;
import io.eunomia.libbpf.fixture.TestKernel;
import io.eunomia.libbpf.internal.context.LeakGuard;
import io.eunomia.libbpf.internal.context.NativeContext;

/** Attaches as kernels before 6.6 have to, whatever kernel runs. */
final class ClsactFilterAccess {

    private ClsactFilterAccess() {
    }

    static BpfLink attach(CountingProgram counting, String networkInterface) {
        BpfProgram program = counting.object().program("by_classifier");
        NativeContext context = new NativeContext(TestKernel.natives(), null, new LeakGuard(false), 1);
        AttachRequest request = new AttachRequest(context, new AttachableProgram(0, program.fd(), program.name(),
                program.section(), program.type(), 0), new AttachPoint.Tc(networkInterface, true), null);
        return ClsactFilter.attach(request, context.c().if_nametoindex(networkInterface), true);
    }
}
