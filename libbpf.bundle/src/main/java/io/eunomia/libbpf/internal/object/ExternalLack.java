package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.UnsupportedFeatureException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises loads that failed because the kernel lacks a symbol or option; the texts are libbpf's, 1.0 to 1.7. */
final class ExternalLack {
    /** Matches {@code extern 'CONFIG_X' (strong): not resolved}, {@code extern (func ksym) 'f': not found in kernel …}. */
    private static final Pattern UNRESOLVED = Pattern.compile("extern (?:\\((?:var |func )?k(?:cfg|sym)\\) )?'([^']+)'"
            + ".*(?:not resolved|not found|failed to find)");

    private ExternalLack() {
    }

    /** The exception for such a failure; empty when this is another one. */
    static Optional<BpfException> of(String object, int errno, String messages) {
        return messages.lines().map(UNRESOLVED::matcher).filter(Matcher::find).findFirst().map(found ->
                new UnsupportedFeatureException("object load", object, found.group(1), errno, "this kernel has no "
                        + found.group(1) + ", which the object needs; declare it __weak to do without"));
    }
}
