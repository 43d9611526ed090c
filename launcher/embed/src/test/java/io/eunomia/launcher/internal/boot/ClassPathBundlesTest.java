package io.eunomia.launcher.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassPathBundlesTest {

    @Test
    void uses_directives_are_taken_out_and_nothing_else() {
        assertThat(ClassPathBundles.withoutUses("a.b;version=\"1.0\";uses:=\"c,d.e\",c;uses:=\"a.b\";version=\"2\",d;x:=y"))
                .isEqualTo("a.b;version=\"1.0\",c;version=\"2\",d;x:=y");
        assertThat(ClassPathBundles.withoutUses("a,b;version=1")).isEqualTo("a,b;version=1");
        assertThat(ClassPathBundles.withoutUses("")).isEmpty();
    }

    @Test
    void jars_of_the_class_path_are_bundles_by_their_symbolic_names() throws Exception {
        ClassPathBundles bundles = ClassPathBundles.of(ClassPathBundles.class.getClassLoader());
        assertThat(bundles.contains("org.apache.felix.scr")).isTrue();
        assertThat(bundles.contains("no.such.bundle")).isFalse();
        Map<String, String> headers = bundles.connect(ClassPathBundles.location("org.apache.felix.scr")).orElseThrow()
                .getContent().getHeaders().orElseThrow();
        assertThat(headers.get("Export-Package")).contains("org.apache.felix.scr.info").doesNotContain("uses:=");
        assertThat(headers).doesNotContainKeys("Import-Package", "DynamicImport-Package").containsKey("Provide-Capability");
        assertThat(bundles.connect("file:elsewhere.jar")).isEmpty();
    }

    @Test
    void descriptors_are_told_by_name_and_content() {
        String descriptors = ClassPathBundles.of(ClassPathBundles.class.getClassLoader()).descriptors();
        assertThat(descriptors.lines()).anySatisfy(line ->
                assertThat(line).matches("OSGI-INF/io\\.eunomia\\.libbpf\\.internal\\.component\\.LibbpfComponent\\.xml \\d+ \\d+"));
        assertThat(ClassPathBundles.of(ClassPathBundles.class.getClassLoader()).descriptors()).isEqualTo(descriptors);
    }
}
