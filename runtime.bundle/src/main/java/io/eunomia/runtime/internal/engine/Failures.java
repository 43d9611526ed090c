package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Fault;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.file.Descriptors;
import java.io.UncheckedIOException;

/** Turns exceptions of libbpf, the kernel and the JVM into failures that every face can show. */
public final class Failures {

    private Failures() {
    }

    public static TrackerException exception(RuntimeException cause) {
        return cause instanceof TrackerException known ? known : new TrackerException(of(cause), cause);
    }

    public static Failure of(Throwable cause) {
        if (cause instanceof TrackerException known) {
            return known.failure();
        }
        if (cause instanceof VerifierRejectedException refused) {
            return new Failure(FailureKind.VERIFIER, refused.getMessage(), refused.errno(), "", refused.log(), "");
        }
        if (cause instanceof PlaceFullException full) {
            return new Failure(FailureKind.PLACE_FULL, full.operation() + " \"" + full.subject()
                    + "\": the place takes no more programs", full.errno(), full.hint(), "", "");
        }
        if (cause instanceof BpfException known) {
            // The message says all that is known of the cause; a hint would repeat it.
            return new Failure(kind(known.fault()), known.getMessage(), known.errno(), "", "", "");
        }
        if (cause instanceof UncheckedIOException) {
            return Descriptors.exhausted(cause) ? DescriptorReserve.failure(cause)
                    : Failure.of(FailureKind.INTERNAL, cause.getMessage(), "");
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Failure.of(FailureKind.INTERNAL, text, "please report this with the daemon's log");
    }

    private static FailureKind kind(Fault fault) {
        return switch (fault) {
            case OBJECT -> FailureKind.BAD_PACKAGE;
            case VALUE -> FailureKind.BAD_REQUEST;
            case TARGET -> FailureKind.NO_TARGET;
            case PLACE -> FailureKind.PLACE_FULL;
            case KERNEL -> FailureKind.UNSUPPORTED;
            case PRIVILEGE -> FailureKind.NOT_PERMITTED;
            case SIZE -> FailureKind.TOO_LARGE;
            case LIMIT -> FailureKind.EXHAUSTED;
            case INTERNAL -> FailureKind.INTERNAL;
        };
    }
}
