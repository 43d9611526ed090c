package io.eunomia.libbpf.kernel;

/** Answer of a probe: yes, no, or not to be found out. Only the first two are cached. */
public sealed interface ProbeResult {

    record Supported() implements ProbeResult {
    }

    /** @param reason why not, and the remedy if there is one */
    record Unsupported(String reason) implements ProbeResult {
    }

    /** @param reason what kept the probe from an answer */
    record Inconclusive(String reason) implements ProbeResult {
    }

    default boolean supported() {
        return this instanceof Supported;
    }

    /** Empty when supported. */
    default String reason() {
        if (this instanceof Unsupported no) {
            return no.reason();
        }
        return this instanceof Inconclusive unknown ? unknown.reason() : "";
    }
}
