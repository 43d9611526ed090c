package io.eunomia.itest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of others that are large, so that scripts in {@code cnf} get them only when somebody asks. */
final class FetchedTool {
    private FetchedTool() {
    }

    /** Finds one in the cache, or skips the test. @param path in the cache @param missing what to say where it is not */
    static Path require(String path, String missing) {
        String cache = System.getenv().getOrDefault("EUNOMIA_CACHE", System.getProperty("user.home") + "/.cache/eunomia");
        Path tool = Path.of(cache, path);
        assumeTrue(Files.isExecutable(tool), missing);
        return tool;
    }
}
