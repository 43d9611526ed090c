package io.eunomia.runtime.internal.manager;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.Origin;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor;
import io.eunomia.runtime.descriptor.Descriptor.Requirements;
import io.eunomia.runtime.descriptor.PackageForm;
import io.eunomia.runtime.descriptor.TrackerPackage;
import io.eunomia.runtime.internal.bundle.BundleFiles;
import io.eunomia.runtime.internal.bundle.DescriptorWriter;
import io.eunomia.runtime.internal.bundle.TrackerBundleWriter;
import io.eunomia.runtime.internal.parse.PackageLimits;
import io.eunomia.runtime.internal.parse.PackageParser;
import io.eunomia.runtime.internal.parse.TrackerJar;
import io.eunomia.runtime.internal.parse.TrackerNames;
import io.eunomia.runtime.internal.store.TrackerRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Between packages and bundles. */
final class TrackerPackages {
    /** Header of a tracker bundle: the path of its descriptor. */
    static final String HEADER = "Eunomia-Tracker";
    /** Locations of bundles that come with the distribution begin so; the launcher installs them. */
    private static final String BUILT_IN = "builtin:";
    /** The object of a bundle whose descriptor was written anew. */
    private static final String RENAMED = "eunomia/program.bpf.o";
    private static final String INSTALLED = "eunomia:tracker/";

    private TrackerPackages() {
    }

    static boolean isTracker(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    /** Where the built-in tracker of this name is installed. */
    static String builtInLocation(String name) {
        return BUILT_IN + name;
    }

    /** Where a package of this name is installed. */
    static String location(String name) {
        return INSTALLED + name;
    }

    /** The name of a tracker by {@link #location}; empty for bundles that others installed. */
    static Optional<String> installedName(String location) {
        return location.startsWith(INSTALLED) ? Optional.of(location.substring(INSTALLED.length())) : Optional.empty();
    }

    /** What is wanted of a bundle that somebody installed past the manager. */
    static TrackerRecord record(Bundle bundle) {
        String location = bundle.getLocation();
        if (location.startsWith(BUILT_IN)) {
            return TrackerRecord.of(location, "", Origin.builtIn(location.substring(BUILT_IN.length())), "built-in",
                    StartOptions.none());
        }
        return TrackerRecord.of(location, "", Origin.bundle(location), location, StartOptions.none());
    }

    /** @param name overrides the package's own; empty to keep it */
    static TrackerPackage parse(PackageSource source, String name) {
        TrackerPackage parsed = parser().parse(source);
        return name.isEmpty() ? parsed : parsed.named(TrackerNames.checked(name, ""));
    }

    /**
     * The bundle of a package. A jar is written anew from what was read of it, with whatever code it brings; one that gets
     * another name has that in its descriptor too.
     *
     * @param content as it was sent
     * @param digest SHA-256 of that
     * @param options of its tracker: when they give the kernel's types, the kernel may lack them
     */
    static byte[] jar(TrackerPackage trackerPackage, byte[] content, String digest, StartOptions options) {
        if (trackerPackage.form() != PackageForm.BUNDLE) {
            return options.btf().isEmpty() ? TrackerBundleWriter.write(trackerPackage, digest)
                    : TrackerBundleWriter.writeWithTypes(trackerPackage, digest);
        }
        TrackerJar jar = TrackerJar.read(content, PackageLimits.forThisProcess());
        if (trackerPackage.ownName().equals(trackerPackage.descriptor().name())) {
            return jar.write(Map.of());
        }
        return jar.write(Map.of(jar.descriptorPath(), DescriptorWriter.write(trackerPackage.descriptor(), RENAMED),
                RENAMED, trackerPackage.object()));
    }

    /** The package in an installed bundle. */
    static TrackerPackage read(Bundle bundle) {
        return parser().parseBundle(bundle.getHeaders("").get(HEADER), BundleFiles.of(bundle),
                bundle.getSymbolicName());
    }

    /** What stands for the descriptor of a bundle that has none to be read. */
    static Descriptor unreadable(Bundle bundle) {
        return new Descriptor(String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString(), "", Set.of(),
                List.of(), Map.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), Requirements.NONE, Map.of());
    }

    private static PackageParser parser() {
        return new PackageParser(PackageLimits.forThisProcess());
    }

    /** A core bundle's second version could be wired in its place, and so could one of a program around us. */
    static void requireOwnName(Bundle bundle, BundleContext system) {
        for (Bundle other : system.getBundles()) {
            if (other != bundle && !isTracker(other)
                    && bundle.getSymbolicName().equals(other.getSymbolicName())) {
                throw new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, "Bundle-SymbolicName is \""
                        + bundle.getSymbolicName() + "\", which is that of " + other.getLocation(),
                        "give the bundle a name of your own, like com.example.opens"));
            }
        }
    }
}
