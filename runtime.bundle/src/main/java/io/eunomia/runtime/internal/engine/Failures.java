package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.PlaceFullException;
import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.VerifierRejectedException;
import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import java.io.UncheckedIOException;

/** Turns what went wrong below into what every face can show. */
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
            return new Failure(FailureKind.VERIFIER, refused.getMessage(), refused.errno(), refused.hint(),
                    refused.log(), "");
        }
        if (cause instanceof BpfException known) {
            return new Failure(kind(known), known.getMessage(), known.errno(), known.hint(), "", "");
        }
        if (cause instanceof UncheckedIOException) {
            return Failure.of(FailureKind.INTERNAL, cause.getMessage(), "");
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return Failure.of(FailureKind.INTERNAL, text, "please report this with the daemon's log");
    }

    private static FailureKind kind(BpfException cause) {
        if (cause instanceof UnsupportedFeatureException) {
            return FailureKind.UNSUPPORTED;
        }
        if (cause instanceof PlaceFullException) {
            return FailureKind.PLACE_FULL;
        }
        return switch (cause.errno()) {
            case 0 -> FailureKind.BAD_PACKAGE;
            case Errno.EPERM, Errno.EACCES -> FailureKind.NOT_PERMITTED;
            case Errno.ENOENT, Errno.ENODEV -> FailureKind.NO_TARGET;
            case Errno.E2BIG, Errno.ENOMEM -> FailureKind.TOO_LARGE;
            case Errno.EOPNOTSUPP, Errno.ENOTSUPP -> FailureKind.UNSUPPORTED;
            case Errno.EINVAL -> FailureKind.BAD_PACKAGE;
            default -> FailureKind.INTERNAL;
        };
    }
}
