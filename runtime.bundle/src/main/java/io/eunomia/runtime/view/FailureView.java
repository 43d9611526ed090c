package io.eunomia.runtime.view;

import io.eunomia.runtime.Failure;
import java.util.Locale;

/** Shows why an action failed. @param kind in lower case, with hyphens */
public record FailureView(String kind, String message, String pointer, String hint, int errno, String verifierLog) {

    public static FailureView of(Failure failure) {
        return new FailureView(failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), failure.message(),
                failure.pointer(), failure.hint(), failure.errno(), failure.verifierLog());
    }
}
