package io.eunomia.libbpf.internal.kernel;

import io.eunomia.libbpf.internal.btf.BtfKind;
import io.eunomia.libbpf.kernel.ProbeResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Looks up the names that objects declare {@code __kconfig} and {@code __ksym}: configuration, symbols and functions. */
final class Externals {
    /** Options that libbpf answers itself ({@code bpf_object__resolve_externs}). */
    private static final List<String> VIRTUAL = List.of("LINUX_KERNEL_VERSION", "LINUX_HAS_BPF_COOKIE",
            "LINUX_HAS_SYSCALL_WRAPPER");

    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,6})");

    private final SystemFiles files;
    private final KernelTypeLookup types;

    Externals(SystemFiles files, KernelTypeLookup types) {
        this.files = files;
        this.types = types;
    }

    /** The file that the kernel's configuration is read from, in libbpf's order; empty when there is none to be read. */
    Optional<String> configuration() {
        return List.of("/boot/config-" + release(), "/proc/config.gz").stream()
                .filter(file -> anyLine(file, line -> line.startsWith("CONFIG_"))).findFirst();
    }

    private String release() {
        return files.text("/proc/sys/kernel/osrelease").orElse("");
    }

    ProbeResult option(String name) {
        if (VIRTUAL.contains(name)) {
            return Verdict.SUPPORTED;
        }
        if (!name.startsWith("CONFIG_")) {
            return new ProbeResult.Unsupported(name + " is no option of the kernel's configuration (CONFIG_…), and libbpf"
                    + " fills in " + String.join(", ", VIRTUAL) + " alone");
        }
        Optional<String> file = configuration();
        if (file.isEmpty()) {
            return new ProbeResult.Inconclusive("the kernel's configuration cannot be read: no /proc/config.gz, no"
                    + " /boot/config-" + release());
        }
        return anyLine(file.get(), line -> line.startsWith(name + '=')) ? Verdict.SUPPORTED
                : new ProbeResult.Unsupported("this kernel's configuration (" + file.get() + ") has no " + name);
    }

    /** Looks for an address in {@code /proc/kallsyms}; inconclusive when there are several, because libbpf then uses none. */
    ProbeResult symbol(String name) {
        String end = ' ' + name;
        String module = ' ' + name + '\t';
        Set<String> addresses = new LinkedHashSet<>();
        anyLine("/proc/kallsyms", line -> (line.endsWith(end) || line.contains(module))
                && addresses.add(line.substring(0, Math.max(0, line.indexOf(' ')))) && addresses.size() > 1);
        if (addresses.size() > 1) {
            return new ProbeResult.Inconclusive("this kernel has several symbols " + name + ", at " + String.join(" and ", addresses));
        }
        return addresses.size() == 1 ? Verdict.SUPPORTED
                : new ProbeResult.Unsupported("this kernel has no symbol " + name + " (/proc/kallsyms)");
    }

    ProbeResult variable(String name) {
        return typed(name, BtfKind.VAR, "variable");
    }

    ProbeResult function(String name) {
        return typed(name, BtfKind.FUNC, "function");
    }

    private ProbeResult typed(String name, int kind, String what) {
        if (!types.present()) {
            return new ProbeResult.Inconclusive("the kernel shows no BTF in /sys/kernel/btf/vmlinux to look it up");
        }
        return types.has(name, kind) || types.inModule(name, kind) ? Verdict.SUPPORTED : new ProbeResult.Unsupported(
                "this kernel has no " + what + ' ' + name + " in the BTF of kernel and modules");
    }

    /** The value in the configuration; the version as {@code KERNEL_VERSION} makes it (include/uapi/linux/version.h). */
    Optional<String> value(String name) {
        if (name.equals(VIRTUAL.get(0))) {
            Matcher release = RELEASE.matcher(release());
            return release.lookingAt() ? Optional.of(Long.toString((Long.parseLong(release.group(1)) << 16)
                    + (Long.parseLong(release.group(2)) << 8) + Math.min(255, Long.parseLong(release.group(3))))) : Optional.empty();
        }
        if (VIRTUAL.contains(name)) {
            return Optional.of("1");
        }
        String[] found = {null};
        configuration().ifPresent(file -> anyLine(file, line -> {
            boolean here = line.startsWith(name + '=');
            found[0] = here ? line.substring(name.length() + 1).strip() : found[0];
            return here;
        }));
        return Optional.ofNullable(found[0]);
    }

    private boolean anyLine(String file, Predicate<String> wanted) {
        Path path = files.path(file);
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
            return lines.lines().anyMatch(wanted);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
