package io.eunomia.launcher.internal.doctor;

/**
 * One thing that was looked at.
 *
 * @param topic the group it is shown in
 * @param value what was found
 * @param remedy what to do about a lack, or empty
 */
public record Finding(String topic, String name, Verdict verdict, String value, String remedy) {

    /** How good it is. */
    public enum Verdict {
        /** As it should be, or a mere fact. */
        GOOD,
        /** Absent, and trackers that need it cannot run; others can. */
        LACKING,
        /** Could not be found out. */
        UNKNOWN,
        /** Nothing runs without it. */
        FATAL
    }

    public boolean fatal() {
        return verdict == Verdict.FATAL;
    }

    static Finding fact(String topic, String name, Object value) {
        return new Finding(topic, name, Verdict.GOOD, String.valueOf(value), "");
    }
}
