package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.runtime.Failure;

/**
 * What is to be done with one program of an object.
 *
 * @param chosen whether it is loaded and attached
 * @param reason why it is not chosen, or what is unsure about it; may be empty
 * @param obstacle why it cannot be loaded here although it should be; null when nothing is known to be in the way
 */
record ProgramPlan(ProgramFile program, AttachPoint point, boolean chosen, String reason, Failure obstacle) {

    static ProgramPlan skipped(ProgramFile program, AttachPoint point, String reason) {
        return new ProgramPlan(program, point, false, reason, null);
    }

    /** Where it is attached, for people. */
    String target() {
        return point instanceof AttachPoint.BySection ? program.section() : point.toString();
    }
}
