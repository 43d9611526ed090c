package io.eunomia.launcher.internal.boot;

import java.util.List;

/**
 * A bundle of the core, in the order of installation.
 *
 * @param symbolicName as in its manifest
 * @param startLevel one of the levels below
 * @param begin tells what starts it
 * @param onlyWith framework property without which the bundle is not wanted; empty when it always is
 */
record CoreBundle(String symbolicName, int startLevel, Begin begin, String onlyWith) {
    /** Tells what starts a bundle. */
    enum Begin {
        /** The framework starts it when it reaches the bundle's level. */
        AT_LEVEL,
        /** The bundle that needs it starts it: the shell, when its first session comes. */
        ON_DEMAND
    }

    /** The level of libraries that everything else needs. */
    static final int LIBRARIES = 1;
    /** The level of libbpf and runtime: from here on trackers can be started. */
    static final int RUNTIME = 2;
    /**
     * The level of Jetty and the trackers. Jetty, which takes long, comes first while the runtime loads trackers ahead;
     * then HTTP, which says "starting" until all is up; then the trackers, old ones and built-in ones.
     */
    static final int TRACKERS = 3;
    /** The last level: bundles that act by themselves or for somebody, when the trackers are up. */
    static final int FACES = 4;

    private static final String SHELL = "eunomia.shell.socket";

    /** All core bundles; one that is not on the class path is left out, as in an embedding without HTTP. */
    static final List<CoreBundle> ALL = List.of(
            new CoreBundle("org.osgi.util.function", LIBRARIES),
            new CoreBundle("org.osgi.util.promise", LIBRARIES),
            new CoreBundle("org.osgi.service.component", LIBRARIES),
            new CoreBundle("org.apache.felix.scr", LIBRARIES),
            new CoreBundle("com.fasterxml.jackson.core.jackson-core", LIBRARIES),
            new CoreBundle("com.fasterxml.jackson.jr.jackson-jr-objects", LIBRARIES),
            new CoreBundle("io.eunomia.libbpf", RUNTIME),
            new CoreBundle("io.eunomia.runtime", RUNTIME),
            new CoreBundle("org.apache.felix.http.servlet-api", TRACKERS),
            new CoreBundle("org.apache.felix.http.jetty12", TRACKERS),
            new CoreBundle("io.eunomia.http", TRACKERS),
            new CoreBundle("io.eunomia.metrics", FACES),
            new CoreBundle("picocli", FACES, Begin.AT_LEVEL, SHELL),
            new CoreBundle("org.apache.felix.gogo.runtime", FACES, Begin.ON_DEMAND, SHELL),
            new CoreBundle("org.apache.felix.gogo.command", FACES, Begin.ON_DEMAND, SHELL),
            new CoreBundle("io.eunomia.shell", FACES, Begin.AT_LEVEL, SHELL));

    private CoreBundle(String symbolicName, int startLevel) {
        this(symbolicName, startLevel, Begin.AT_LEVEL, "");
    }

    boolean wanted(ContainerOptions options) {
        return (options.daemon() || startLevel <= RUNTIME)
                && (onlyWith.isEmpty() || options.properties().containsKey(onlyWith));
    }

    /** Tells whether it has to run once the framework is at {@code level}. */
    boolean mustRunAt(int level) {
        return begin == Begin.AT_LEVEL && startLevel <= level;
    }

    String location() {
        return ClassPathBundles.location(symbolicName);
    }
}
