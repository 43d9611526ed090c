package io.eunomia.runtime.internal.parse;

import java.util.List;
import java.util.Optional;

/** Finds what makes a bundle more than data: code that would run in the daemon, with the daemon's rights. */
final class JavaCode {
    /** Headers by which a framework or an extender runs a bundle's code, or shares code between this bundle and others. */
    private static final List<String> HEADERS = List.of("Bundle-Activator", "Service-Component", "Bundle-NativeCode",
            "DynamicImport-Package", "Export-Package", "ExtensionBundle-Activator", "Bundle-Blueprint",
            "Meta-Persistence", "Web-ContextPath", "Launcher-Agent-Class");

    private JavaCode() {
    }

    static Optional<String> in(BundleManifest manifest, JarEntries entries) {
        Optional<String> header = HEADERS.stream().filter(name -> !manifest.header(name).isEmpty()).findFirst()
                .map(name -> "the header " + name);
        return header.or(() -> entries.names().stream().filter(name -> name.endsWith(".class") || name.endsWith(".jar"))
                .findFirst().map(name -> "the entry " + name));
    }
}
