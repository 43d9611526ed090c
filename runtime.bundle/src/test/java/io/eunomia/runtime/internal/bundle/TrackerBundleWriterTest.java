package io.eunomia.runtime.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.PackageParser;
import io.eunomia.runtime.internal.parse.SampleObject;
import io.eunomia.runtime.internal.parse.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

class TrackerBundleWriterTest {
    private final PackageParser parser = new PackageParser(new PackageLimits(1 << 20, 1 << 20, 100));

    @Test
    void a_bundle_gives_back_the_package_it_was_made_of() {
        TrackerPackage own = parse(everything());
        TrackerPackage bundle = parse(TrackerBundleWriter.write(own));

        assertThat(bundle.form()).isEqualTo(PackageForm.BUNDLE);
        assertThat(bundle.descriptor()).isEqualTo(own.descriptor());
        assertThat(bundle.object()).isEqualTo(own.object());
        assertThat(bundle.warnings()).isEqualTo(own.warnings()).allMatch(warning -> warning.contains("no effect yet"));
    }

    @Test
    void so_does_one_that_says_nothing() {
        TrackerPackage object = parse(SampleObject.bytes());

        assertThat(parse(TrackerBundleWriter.write(object)).descriptor()).isEqualTo(object.descriptor());
    }

    @Test
    void the_same_package_gives_the_same_bytes() {
        assertThat(TrackerBundleWriter.write(parse(everything())))
                .isEqualTo(TrackerBundleWriter.write(parse(everything())));
    }

    @Test
    void the_manifest_says_what_it_is_and_needs() throws IOException {
        Attributes headers = manifest(TrackerBundleWriter.write(parse(everything())));

        assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("io.eunomia.tracker.sample");
        assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.2.0.beta");
        assertThat(headers.getValue("Eunomia-Tracker")).isEqualTo("tracker.json");
        assertThat(headers.getValue("Require-Capability")).isEqualTo(
                "osgi.extender;filter:=\"(&(osgi.extender=eunomia.tracker)(version>=1.0.0)(!(version>=2.0.0)))\","
                        + "eunomia.kernel;filter:=\"(&(btf=true)(attach=raw_tp)(version>=5.8))\"");
    }

    @Test
    void a_framework_takes_it_and_the_entries_can_be_read_from_there(@TempDir Path store) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, store.toString());
        settings.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, "osgi.extender;osgi.extender=eunomia.tracker;version:Version=1.0.0,"
                + "eunomia.kernel;attach:List<String>=\"raw_tp,xdp\";btf=true;version:Version=6.18");
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(settings);
        framework.start();
        try {
            TrackerPackage own = parse(everything());
            Bundle bundle = framework.getBundleContext().installBundle("tracker:sample",
                    new ByteArrayInputStream(TrackerBundleWriter.write(own)));
            bundle.start();

            assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
            TrackerPackage read = parser.parseBundle(bundle.getHeaders().get("Eunomia-Tracker"),
                    BundleFiles.of(bundle), "unused");
            assertThat(read.descriptor()).isEqualTo(own.descriptor());
            assertThat(read.object()).isEqualTo(own.object());
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    private TrackerPackage parse(byte[] content) {
        return parser.parse(new PackageSource("", content, "test"));
    }

    private static byte[] everything() {
        return ("{'eunomia': 1, 'name': 'sample', 'data': '" + SampleObject.base64() + "', " + Samples.EVERYTHING
                + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Attributes manifest(byte[] jar) throws IOException {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            return in.getManifest().getMainAttributes();
        }
    }
}
