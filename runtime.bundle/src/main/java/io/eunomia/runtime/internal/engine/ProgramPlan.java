package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.NotAttached;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plan for one program of an object.
 *
 * @param points where it is attached, to each of them; at least one
 * @param chosen whether it is loaded and attached
 * @param called whether it is loaded without being attached, for other programs to call
 * @param optional whether the rest runs without it when it cannot be attached
 * @param reason why it is not chosen, or what is unsure about it; may be empty
 * @param obstacle why it cannot run here although it should; null when nothing is in the way
 * @param missing places where it is not attached although it should be, because it need not be
 */
record ProgramPlan(ProgramFile program, List<AttachPoint> points, boolean chosen, boolean called, boolean optional,
        String reason, Failure obstacle, List<NotAttached> missing) {

    static ProgramPlan chosen(ProgramFile program, List<AttachPoint> points, Failure obstacle) {
        return new ProgramPlan(program, points, true, false, false, "", obstacle, List.of());
    }

    static ProgramPlan skipped(ProgramFile program, List<AttachPoint> points, String reason) {
        return new ProgramPlan(program, points, false, false, false, reason, null, List.of());
    }

    /** Makes the plan of a program that is loaded because a map holds it for others to call. */
    static ProgramPlan called(ProgramFile program, List<AttachPoint> points, String map, Failure obstacle) {
        return new ProgramPlan(program, points, false, true, false, "it is called through map \"" + map + "\", and not attached",
                obstacle, List.of());
    }

    boolean loaded() {
        return chosen || called;
    }

    /** Makes the plan of a program that is left out because it cannot run here and need not. */
    static ProgramPlan givenUp(ProgramFile program, List<AttachPoint> points, Failure why) {
        return new ProgramPlan(program, points, false, false, true, why.message(), null,
                List.of(new NotAttached(program.name(), text(points, program.section()), why)));
    }

    /** Returns where it is attached, for people. */
    String target() {
        return text(points, program.section());
    }

    private static String text(List<AttachPoint> points, String section) {
        return points.stream().map(point -> text(point, section)).collect(Collectors.joining(", "));
    }

    static String text(AttachPoint point, String section) {
        return point instanceof AttachPoint.BySection ? section : point.toString();
    }
}
