package io.eunomia.libbpf.kernel;

/** The answer of a probe: supported, unsupported, or inconclusive. Only the first two are cached. */
public sealed interface ProbeResult {

    record Supported() implements ProbeResult {
    }

    /** @param reason a sentence that says why not, and the remedy if there is one */
    record Unsupported(String reason) implements ProbeResult {
    }

    /** @param reason a sentence that says what kept the probe from an answer */
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
