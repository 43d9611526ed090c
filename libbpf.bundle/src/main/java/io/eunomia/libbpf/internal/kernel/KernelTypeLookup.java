package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.UnsupportedFeatureException;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.internal.btf.BtfKind;
import io.eunomia.libbpf.internal.btf.KernelImage;
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

/** Looks up types in the BTF of the kernel and of its modules. */
final class KernelTypeLookup {
    private static final String FOLDER = "/sys/kernel/btf";

    private final KernelImage image;
    private final Supplier<Btf> kernelBtf;
    private final SystemFiles files;

    /**
     * @param image cheaper than {@code kernelBtf}, which is only used where a module's types build on it
     * @param kernelBtf throws {@link UnsupportedFeatureException} where there is none
     */
    KernelTypeLookup(KernelImage image, Supplier<Btf> kernelBtf, SystemFiles files) {
        this.image = image;
        this.kernelBtf = kernelBtf;
        this.files = files;
    }

    boolean present() {
        return image.isPresent();
    }

    /** The id of the first of these functions that the kernel itself has; 0 if none. */
    int function(List<String> names) {
        for (String name : names) {
            int id = image.find(name, BtfKind.FUNC);
            if (id != 0) {
                return id;
            }
        }
        return 0;
    }

    /** The id of the typedef that stands for a raw tracepoint (include/trace/bpf_probe.h); 0 if there is none. */
    int rawTracepoint(String name) {
        return image.find("btf_trace_" + name, BtfKind.TYPEDEF);
    }

    int struct(String name) {
        return image.find(name, BtfKind.STRUCT);
    }

    /** Index of a member of a struct; -1 if there is none. */
    int member(String struct, String name) {
        return image.member(struct, name);
    }

    /** @param kind {@code BTF_KIND_*} */
    boolean has(String name, int kind) {
        return image.find(name, kind) != 0;
    }

    /** @param kind {@code BTF_KIND_VAR} or {@code BTF_KIND_FUNC} */
    boolean inModule(String name, int kind) {
        return kind == BtfKind.FUNC ? inModuleFunction(name) : present() && modules(name).anyMatch(module ->
                Btf.parse(module, kernelBtf.get()).find(name, BtfType.Variable.class).isPresent());
    }

    boolean inModuleRawTracepoint(String name) {
        return modules("btf_trace_" + name).findAny().isPresent();
    }

    boolean inModuleFunction(String name) {
        return present() && modules(name).anyMatch(module -> Btf.parse(module, kernelBtf.get()).function(name)
                .isPresent());
    }

    /** The BTF sections of modules that hold a string. Most do not, and seeing that is cheaper than parsing them. */
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
            // The module may have been unloaded meanwhile.
            return Optional.empty();
        }
    }
}
