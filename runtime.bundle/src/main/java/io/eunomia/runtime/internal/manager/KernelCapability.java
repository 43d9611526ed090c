package io.eunomia.runtime.internal.manager;

import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Lets the resolver know the kernel: a bundle without content whose manifest provides the capability
 * {@value #NAMESPACE} with what probing found. A tracker that requires something else is refused before any system
 * call. It is made anew after each boot, when kernel, configuration or lockdown may be others.
 */
final class KernelCapability {
    static final String NAMESPACE = TrackerBundleWriter.KERNEL_NAMESPACE;
    private static final String LOCATION = "eunomia:kernel";
    private static final String BOOT = "Eunomia-Boot";

    private final BundleContext system;
    private final KernelProbes probes;

    KernelCapability(BundleContext system, KernelProbes probes) {
        this.system = system;
        this.probes = probes;
    }

    void provide() throws BundleException {
        String boot = boot();
        Bundle bundle = system.getBundle(LOCATION);
        if (bundle != null && boot.equals(bundle.getHeaders("").get(BOOT))) {
            return;
        }
        ByteArrayInputStream content = new ByteArrayInputStream(jar(boot));
        if (bundle == null) {
            system.installBundle(LOCATION, content);
        } else {
            bundle.update(content);
        }
    }

    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/sys/kernel/random/boot_id cannot be read; is /proc mounted?", e);
        }
    }

    private byte[] jar(String boot) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "io.eunomia.kernel");
        headers.putValue("Bundle-Name", "What the running kernel offers");
        headers.putValue(BOOT, boot);
        headers.putValue("Provide-Capability", capability());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private String capability() {
        KernelFacts facts = probes.facts();
        String attach = Arrays.stream(AttachKind.values()).filter(kind -> probes.attachKind(kind).supported())
                .map(AttachKind::label).collect(Collectors.joining(","));
        return NAMESPACE + ";btf=" + facts.btf() + ";version:Version=\"" + facts.versionCode() / 1000 + '.'
                + facts.versionCode() % 1000 + "\";attach:List<String>=\"" + attach + '"';
    }
}
