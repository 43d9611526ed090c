package io.eunomia.bench.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Compiles the C references against the libbpf that Eunomia itself carries. */
final class Compiler {
    private Compiler() {
    }

    static String compile(Bench bench, String name) {
        Path source = bench.root().resolve("launcher/bench/src/main/c/" + name + ".c");
        Path natives = bench.cache().resolve("natives-2-" + ("amd64".equals(System.getProperty("os.arch")) ? "x86_64" : "aarch64"));
        Path program = bench.root().resolve("launcher/bench/target/c/" + name);
        try {
            if (Files.exists(program) && Files.getLastModifiedTime(program).compareTo(newest(source)) > 0) {
                return program.toString();
            }
            Files.createDirectories(program.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Child.run(Duration.ofMinutes(1), List.of("cc", "-O2", "-Wall", "-Werror", "-I" + natives.resolve("include"), "-o",
                program.toString(), source.toString(), "-L" + natives.resolve("lib"), "-l:libbpf.so.1",
                "-Wl,-rpath," + natives.resolve("lib"), "-Wl,-rpath-link," + natives.resolve("lib")));
        return program.toString();
    }

    private static java.nio.file.attribute.FileTime newest(Path source) throws IOException {
        var own = Files.getLastModifiedTime(source);
        var shared = Files.getLastModifiedTime(source.resolveSibling("reference.h"));
        return own.compareTo(shared) > 0 ? own : shared;
    }
}
