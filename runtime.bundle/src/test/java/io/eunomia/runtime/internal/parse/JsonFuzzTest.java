package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.fuzz.Fuzzing;
import java.util.ArrayList;
import java.util.List;

/** Packages of all text forms: read, or refused by a typed failure that is the sender's fault. */
class JsonFuzzTest extends Fuzzing {
    private static final PackageParser PARSER = new PackageParser(new PackageLimits(1 << 20, 1 << 20, 100));

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            PARSER.parse(new PackageSource("fuzzed", input, "fuzzer"));
        } catch (TrackerException e) {
            FailureKind kind = e.failure().kind();
            if (kind != FailureKind.BAD_PACKAGE && kind != FailureKind.TOO_LARGE && kind != FailureKind.BAD_REQUEST) {
                throw e;
            }
        }
    }

    @Override
    protected List<byte[]> seeds() {
        return new ArrayList<>(List.of(object("engine_opens")));
    }
}
