package io.eunomia.runtime.internal.parse;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * Checks a tracker bundle's manifest before the framework sees it (OSGi Core R8, section 3.2): there the same faults come
 * out late, without their cause, or take the framework along.
 */
final class ManifestRules {
    /** The grammar of symbolic-name, section 1.3.2 of the same. */
    private static final Pattern SYMBOLIC_NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Set<String> CORE = Set.of("system.bundle", "picocli", "io.eunomia.libbpf", "io.eunomia.runtime",
            "io.eunomia.http", "io.eunomia.shell", "io.eunomia.console", "io.eunomia.compile", "io.eunomia.fleet",
            "io.eunomia.launcher", "io.eunomia.launcher.embed",
            "io.eunomia.kernel");
    private static final List<String> CORE_PREFIXES = List.of("org.apache.felix.", "org.osgi.", "com.fasterxml.jackson.");
    /** Packages of the core and of the bundles it uses; a second provider could be wired in their place. */
    private static final Pattern CORE_PACKAGES = Pattern.compile("(java|javax\\.servlet|jakarta\\.servlet|org\\.osgi"
            + "|org\\.slf4j|org\\.apache\\.felix|com\\.fasterxml\\.jackson"
            + "|io\\.eunomia\\.(libbpf|runtime|http|shell|console|compile|fleet|launcher))(\\..*)?");
    /** Capabilities by which the resolver knows framework, extender and kernel. */
    private static final Pattern CORE_CAPABILITIES = Pattern.compile("eunomia\\..*|osgi\\.(extender|ee|native|identity"
            + "|content|contract|implementation|wiring\\..*)");

    private final BundleManifest manifest;

    private ManifestRules(BundleManifest manifest) {
        this.manifest = manifest;
    }

    static void check(BundleManifest manifest, JarEntries entries, PackageLimits limits) {
        ManifestRules rules = new ManifestRules(manifest);
        rules.tracker();
        rules.noFragment();
        rules.version();
        rules.symbolicName();
        rules.provisions();
        new ManifestVersions(manifest).check();
        rules.activator(entries, limits);
    }

    private void tracker() {
        if (manifest.header(BundleForm.HEADER).isEmpty()) {
            throw BadPackage.at("", "the bundle's manifest has no header " + BundleForm.HEADER + ": it is no tracker",
                    "add " + BundleForm.HEADER + ": tracker.json, the path of the descriptor inside the bundle");
        }
    }

    private void noFragment() {
        String host = manifest.header("Fragment-Host");
        if (!host.isEmpty()) {
            throw BadPackage.at("", "a tracker bundle may not be a fragment, and this one is one of " + host,
                    "remove the header Fragment-Host: fragments become part of another bundle, or of the framework itself");
        }
    }

    private void symbolicName() {
        if (!manifest.header("Bundle-ManifestVersion").equals("2")) {
            throw BadPackage.at("", "the jar's manifest has no header Bundle-ManifestVersion: 2",
                    "add it, with Bundle-SymbolicName; or make the jar with bnd");
        }
        String name = manifest.header("Bundle-SymbolicName").split(";", 2)[0].strip();
        if (!SYMBOLIC_NAME.matcher(name).matches()) {
            throw BadPackage.at("", name.isEmpty() ? "the jar's manifest has no header Bundle-SymbolicName"
                    : "Bundle-SymbolicName is \"" + name + "\", which is no symbolic name",
                    "add one like Bundle-SymbolicName: com.example.opens, of letters, digits, _, - and dots");
        }
        if (CORE.contains(name) || CORE_PREFIXES.stream().anyMatch(name::startsWith)) {
            throw BadPackage.at("", "Bundle-SymbolicName is \"" + name + "\", which belongs to the core",
                    "give the bundle a name of your own, like com.example.opens");
        }
    }

    private void version() {
        String version = manifest.header("Bundle-Version");
        try {
            Version.parseVersion(version);
        } catch (IllegalArgumentException e) {
            throw BadPackage.at("", "Bundle-Version is \"" + version + "\": " + e.getMessage(),
                    "MAJOR.MINOR.MICRO.QUALIFIER is expected, like 1.0.0.beta-3; the descriptor's own version is free text",
                    e);
        }
    }

    private void provisions() {
        refuse("Provide-Capability", CORE_CAPABILITIES);
        refuse("Export-Package", CORE_PACKAGES);
    }

    private void refuse(String header, Pattern reserved) {
        for (String name : manifest.names(header)) {
            if (reserved.matcher(name).matches()) {
                throw BadPackage.at("", header + " names " + name + ", which only the core provides",
                        "remove it; a tracker bundle imports or requires what it uses of the core");
            }
        }
    }

    private void activator(JarEntries entries, PackageLimits limits) {
        String activator = manifest.header("Bundle-Activator");
        if (activator.isEmpty() || isThere(activator.replace('.', '/') + ".class", entries, limits)) {
            return;
        }
        throw BadPackage.at("", "Bundle-Activator is " + activator + ", and the jar has no such class",
                "put the class into the jar, or remove the header: a tracker needs no code");
    }

    /** Tells whether a file is on the bundle's own class path, which may name folders and jars inside the jar. */
    private boolean isThere(String file, JarEntries entries, PackageLimits limits) {
        List<String> classPath = manifest.names("Bundle-ClassPath");
        for (String place : classPath.isEmpty() ? List.of(".") : classPath) {
            String path = place.replaceFirst("^/", "").replaceFirst("/$", "");
            boolean found = path.equals(".") || path.isEmpty() ? entries.find(file).isPresent()
                    : entries.find(path + '/' + file).isPresent() || entries.find(path)
                            .filter(jar -> JarEntries.read(jar, limits).find(file).isPresent()).isPresent();
            if (found) {
                return true;
            }
        }
        return false;
    }
}
