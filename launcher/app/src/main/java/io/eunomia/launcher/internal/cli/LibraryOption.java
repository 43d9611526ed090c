package io.eunomia.launcher.internal.cli;

import picocli.CommandLine.Option;

/** Chooses libbpf for a command that runs the engine itself. */
final class LibraryOption implements EngineOptions {
    @Option(names = "--libbpf", paramLabel = "PATH",
            description = "A libbpf.so, or system; default the one that comes with Eunomia.")
    private String libbpf = "";

    @Override
    public void choose() {
        TypesOptions.choose(libbpf, "");
    }

    String path() {
        return libbpf;
    }
}
