package io.eunomia.launcher.internal.cli;

import picocli.CommandLine.Option;

/** Which libbpf and which types of the kernel a command that runs the engine itself takes. */
final class TypesOptions {
    @Option(names = "--libbpf", paramLabel = "PATH",
            description = "A libbpf.so, or system; default the one that comes with Eunomia.")
    private String libbpf = "";

    @Option(names = "--btf", paramLabel = "FILE", description = "The running kernel's types where it does not show them in"
            + " /sys/kernel/btf/vmlinux: BTF, or a vmlinux ELF that holds it.")
    private String btf = "";

    /** System properties, since the library is the process's and not a framework's. */
    void choose() {
        choose(libbpf, btf);
    }

    static void choose(String libbpf, String btf) {
        if (!libbpf.isEmpty()) {
            System.setProperty("eunomia.libbpf", libbpf);
        }
        if (!btf.isEmpty()) {
            System.setProperty("eunomia.btf", btf);
        }
    }
}
