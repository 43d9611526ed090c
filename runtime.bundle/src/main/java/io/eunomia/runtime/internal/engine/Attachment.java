package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfProgram;

/**
 * A loaded program and one place where it is to be attached.
 *
 * @param optional whether the tracker runs without it when that fails
 */
record Attachment(BpfProgram program, AttachPoint point, boolean optional) {

    /** Returns the place, for people. */
    String target() {
        return ProgramPlan.text(point, program.section());
    }
}
