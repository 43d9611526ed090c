package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.fuzz.Fuzzing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Jars: what is read is written so that it is read the same again. */
class JarFuzzTest extends Fuzzing {
    private static final PackageLimits LIMITS = new PackageLimits(1 << 20, 1 << 20, 100);

    public static void fuzzerTestOneInput(byte[] input) {
        TrackerJar jar;
        try {
            jar = TrackerJar.read(input, LIMITS);
        } catch (TrackerException e) {
            return;
        }
        byte[] written = jar.write(Map.of());
        if (!Arrays.equals(TrackerJar.read(written, LIMITS).write(Map.of()), written)) {
            throw new IllegalStateException("what was written is read as something else");
        }
    }

    @Override
    protected List<byte[]> seeds() {
        Jars jar = new Jars("seed", new byte[] {1, 2, 3});
        return List.of(jar.build(), jar.header("Bundle-ClassPath", ".,lib/x.jar").header("Bundle-Activator", "a.B")
                .entry("lib/x.jar", Jars.zip(Map.of("a/B.class", new byte[] {1}))).build());
    }
}
