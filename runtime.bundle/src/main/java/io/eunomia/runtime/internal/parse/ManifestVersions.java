package io.eunomia.runtime.internal.parse;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * Checks the versions and ranges in the headers that say what a bundle needs and gives. The framework finds a wrong one
 * only when it has begun to install the bundle, and then logs where in its own code that was.
 */
final class ManifestVersions {
    private static final List<String> NEEDS = List.of("Import-Package", "DynamicImport-Package", "Require-Bundle");
    private static final List<String> GIVES = List.of("Export-Package");
    private static final List<String> TYPED = List.of("Provide-Capability", "Require-Capability");
    private static final String VALUE = "\\s*:?=\\s*(?:\"([^\"]*)\"|([^;,\"]*))";
    private static final Pattern VERSION = Pattern.compile(
            ";\\s*(?:version|bundle-version|specification-version)" + VALUE);
    private static final Pattern VERSION_ATTRIBUTE = Pattern.compile(";\\s*[\\w.-]+\\s*:\\s*Version" + VALUE);

    private final BundleManifest manifest;

    ManifestVersions(BundleManifest manifest) {
        this.manifest = manifest;
    }

    void check() {
        check(NEEDS, VERSION, VersionRange::valueOf, "a range such as [1.2,2) is expected");
        check(GIVES, VERSION, Version::parseVersion, "a version such as 1.2.0 is expected");
        check(TYPED, VERSION_ATTRIBUTE, Version::parseVersion, "a version such as 1.2.0 is expected");
    }

    private void check(List<String> headers, Pattern pattern, Consumer<String> parser, String hint) {
        for (String header : headers) {
            Matcher found = pattern.matcher(manifest.header(header));
            while (found.find()) {
                String text = found.group(1) != null ? found.group(1) : found.group(2).strip();
                try {
                    parser.accept(text);
                } catch (IllegalArgumentException e) {
                    throw BadPackage.at("", "the header " + header + " has the version \"" + text + "\": " + e.getMessage(),
                            hint, e);
                }
            }
        }
    }
}
