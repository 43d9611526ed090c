package io.eunomia.runtime.internal.bundle;

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

/** Turns packages into bundles and bundles into packages. */
public final class TrackerPackages {
    /** Header of a tracker bundle: the path of its descriptor. */
    static final String HEADER = "Eunomia-Tracker";
    /** Locations of bundles that come with the distribution begin with this; the launcher installs them. */
    private static final String BUILT_IN = "builtin:";
    /** The path of the object in a bundle whose descriptor was written anew. */
    private static final String RENAMED = "eunomia/program.bpf.o";
    private static final String INSTALLED = "eunomia:tracker/";

    private TrackerPackages() {
    }

    public static boolean isTracker(Bundle bundle) {
        return bundle.getHeaders("").get(HEADER) != null;
    }

    /** Returns the location of the built-in tracker of this name. */
    public static String builtInLocation(String name) {
        return BUILT_IN + name;
    }

    /** Returns the location of a package of this name. */
    public static String location(String name) {
        return INSTALLED + name;
    }

    /** Returns the name of a tracker by its {@link #location}; empty for bundles that others installed. */
    public static Optional<String> installedName(String location) {
        return location.startsWith(INSTALLED) ? Optional.of(location.substring(INSTALLED.length())) : Optional.empty();
    }

    /** Makes the record of a bundle that somebody installed past the manager. */
    public static TrackerRecord record(Bundle bundle) {
        String location = bundle.getLocation();
        if (location.startsWith(BUILT_IN)) {
            return TrackerRecord.of(location, "", Origin.builtIn(location.substring(BUILT_IN.length())), "built-in",
                    StartOptions.none());
        }
        return TrackerRecord.of(location, "", Origin.bundle(location), location, StartOptions.none());
    }

    /** Parses a package. @param name overrides the package's own; empty to keep it */
    public static TrackerPackage parse(PackageSource source, String name) {
        TrackerPackage parsed = parser().parse(source);
        return name.isEmpty() ? parsed : parsed.named(TrackerNames.checked(name, ""));
    }

    /** Parses the jar of a tracker's bundle. */
    public static TrackerPackage parse(String name, byte[] jar) {
        return parse(new PackageSource(name, jar, ""), name);
    }

    /**
     * Makes a package's bundle. A jar is written anew from what was read of it, with whatever code it brings; if the
     * tracker gets another name, the descriptor in the jar gets it too.
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

    /** Reads the package in an installed bundle. */
    public static TrackerPackage read(Bundle bundle) {
        return parser().parseBundle(bundle.getHeaders("").get(HEADER), BundleFiles.of(bundle),
                bundle.getSymbolicName());
    }

    /** Makes the descriptor that stands for one that cannot be read. */
    public static Descriptor unreadable(Bundle bundle) {
        return new Descriptor(String.valueOf(bundle.getSymbolicName()), bundle.getVersion().toString(), "", Set.of(),
                List.of(), Map.of(), List.of(), Map.of(), List.of(), List.of(), List.of(), Requirements.NONE, Map.of());
    }

    private static PackageParser parser() {
        return new PackageParser(PackageLimits.forThisProcess());
    }

    /**
     * Refuses a symbolic name that belongs to a core bundle or to the embedding program: a second version of it could be
     * wired in its place.
     */
    public static void requireOwnName(Bundle bundle, BundleContext system) {
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
