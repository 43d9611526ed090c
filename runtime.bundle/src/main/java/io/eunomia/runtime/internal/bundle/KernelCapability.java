package io.eunomia.runtime.internal.bundle;

import io.eunomia.libbpf.kernel.AttachKind;
import io.eunomia.libbpf.kernel.KernelFacts;
import io.eunomia.libbpf.kernel.KernelProbes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Tells the resolver what the kernel can do, by a bundle without content whose manifest provides the capability
 * {@value #NAMESPACE} with what probing found. A tracker that requires something else is refused before any system call. It
 * is probed anew at each start, because an earlier one may have had fewer rights, or other ones.
 */
public final class KernelCapability {
    static final String NAMESPACE = TrackerBundleWriter.KERNEL_NAMESPACE;
    private static final String LOCATION = "eunomia:kernel";
    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,2}");
    private static final String PROVIDED = "Provide-Capability";

    private final BundleContext system;
    private final KernelProbes probes;

    public KernelCapability(BundleContext system, KernelProbes probes) {
        this.system = system;
        this.probes = probes;
    }

    public void provide() throws BundleException {
        String capability = capability();
        Bundle bundle = system.getBundle(LOCATION);
        if (bundle != null && capability.equals(bundle.getHeaders("").get(PROVIDED))) {
            return;
        }
        ByteArrayInputStream content = new ByteArrayInputStream(jar(capability));
        if (bundle == null) {
            system.installBundle(LOCATION, content);
        } else {
            bundle.update(content);
        }
    }

    private static byte[] jar(String capability) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "io.eunomia.kernel");
        headers.putValue("Bundle-Name", "What the running kernel offers");
        headers.putValue(PROVIDED, capability);
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
        return NAMESPACE + ";btf=" + facts.btf() + ";version:Version=\"" + version(facts.release())
                + "\";attach:List<String>=\"" + attach + '"';
    }

    /** Returns the numbers that a release begins with: 6.12.3 for {@code 6.12.3-amd64}. */
    private static String version(String release) {
        Matcher matcher = RELEASE.matcher(release);
        return matcher.lookingAt() ? matcher.group() : "0";
    }
}
