package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType.FunctionType;
import io.eunomia.libbpf.btf.BtfType.Member;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.libbpf.btf.BtfType.Typedef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks things up in the kernel's BTF, and in its modules'. */
final class KernelTypes {
    private static final String FOLDER = "/sys/kernel/btf";

    private final Supplier<Btf> kernelBtf;
    private final SystemFiles files;

    /** @param kernelBtf throws {@link UnsupportedFeatureException} where there is none */
    KernelTypes(Supplier<Btf> kernelBtf, SystemFiles files) {
        this.kernelBtf = kernelBtf;
        this.files = files;
    }

    private Optional<Btf> kernel() {
        try {
            return Optional.of(kernelBtf.get());
        } catch (UnsupportedFeatureException e) {
            return Optional.empty();
        }
    }

    boolean present() {
        return kernel().isPresent();
    }

    /** Id of the first of these functions that the kernel itself has; 0 if none. */
    int function(List<String> names) {
        return names.stream().flatMap(name -> kernel().flatMap(btf -> btf.function(name)).stream())
                .findFirst().map(FunctionType::id).orElse(0);
    }

    /** Id of the typedef that stands for a raw tracepoint (include/trace/bpf_probe.h); 0 if there is none. */
    int rawTracepoint(String name) {
        return kernel().flatMap(btf -> btf.find("btf_trace_" + name, Typedef.class)).map(Typedef::id).orElse(0);
    }

    int struct(String name) {
        return kernel().flatMap(btf -> btf.find(name, StructType.class)).map(StructType::id).orElse(0);
    }

    /** Index of a member of a struct; -1 if there is none. */
    int member(String struct, String name) {
        return kernel().flatMap(btf -> btf.find(struct, StructType.class))
                .map(type -> type.members().stream().map(Member::name).toList().indexOf(name)).orElse(-1);
    }

    boolean inModuleRawTracepoint(String name) {
        return modules("btf_trace_" + name).findAny().isPresent();
    }

    boolean inModuleFunction(String name) {
        return modules(name).anyMatch(module -> kernel().map(btf -> Btf.parse(module, btf))
                .flatMap(btf -> btf.function(name)).isPresent());
    }

    /** The modules' BTF sections that hold a string; most do not, which is cheaper to see than to parse them. */
    private Stream<byte[]> modules(String string) {
        String wanted = '\0' + string + '\0';
        return moduleFiles().stream().flatMap(file -> read(file).stream())
                .filter(btf -> new String(btf, StandardCharsets.ISO_8859_1).contains(wanted));
    }

    private List<Path> moduleFiles() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files.path(FOLDER),
                file -> !file.endsWith("vmlinux"))) {
            List<Path> found = new ArrayList<>();
            all.forEach(found::add);
            return found;
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            // A module may be unloaded at any moment.
            return Optional.empty();
        }
    }
}
