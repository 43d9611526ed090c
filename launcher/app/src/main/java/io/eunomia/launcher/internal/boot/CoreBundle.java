package io.eunomia.launcher.internal.boot;

import java.util.List;

/**
 * A bundle of the core, in the order of installation.
 *
 * @param symbolicName as in its manifest
 * @param startLevel one of the levels below
 * @param onlyWith framework property without which the bundle is not wanted; empty when it always is
 */
record CoreBundle(String symbolicName, int startLevel, String onlyWith) {
    /** What everything else stands on. */
    static final int LIBRARIES = 1;
    /** libbpf and runtime: from here on trackers can be started. */
    static final int RUNTIME = 2;
    /** Installed trackers, the built-in ones and those that came later. */
    static final int TRACKERS = 3;
    /** Last: what answers HTTP answers when the trackers are up, and Jetty's start is the longest of all. */
    static final int FACES = 4;
    /** Installed with the faces, and started by the one that needs it: the shell, when its first session comes. */
    static final int ON_DEMAND = 5;

    private static final String SHELL = "eunomia.shell.socket";

    /** All that there is; one that is not on the class path is left out, as in an embedding without HTTP. */
    static final List<CoreBundle> ALL = List.of(
            new CoreBundle("org.osgi.util.function", LIBRARIES),
            new CoreBundle("org.osgi.util.promise", LIBRARIES),
            new CoreBundle("org.osgi.service.component", LIBRARIES),
            new CoreBundle("org.apache.felix.scr", LIBRARIES),
            new CoreBundle("com.fasterxml.jackson.core.jackson-core", LIBRARIES),
            new CoreBundle("com.fasterxml.jackson.jr.jackson-jr-objects", LIBRARIES),
            new CoreBundle("io.eunomia.libbpf", RUNTIME),
            new CoreBundle("io.eunomia.runtime", RUNTIME),
            new CoreBundle("org.apache.felix.fileinstall", FACES, "felix.fileinstall.dir"),
            new CoreBundle("org.apache.felix.http.servlet-api", FACES),
            new CoreBundle("org.apache.felix.http.jetty12", FACES),
            new CoreBundle("io.eunomia.http", FACES),
            new CoreBundle("picocli", FACES, SHELL),
            new CoreBundle("org.apache.felix.gogo.runtime", ON_DEMAND, SHELL),
            new CoreBundle("org.apache.felix.gogo.command", ON_DEMAND, SHELL),
            new CoreBundle("io.eunomia.shell", FACES, SHELL));

    private CoreBundle(String symbolicName, int startLevel) {
        this(symbolicName, startLevel, "");
    }

    boolean wanted(ContainerOptions options) {
        return (options.daemon() || startLevel <= RUNTIME)
                && (onlyWith.isEmpty() || options.properties().containsKey(onlyWith));
    }

    String location() {
        return ClassPathBundles.location(symbolicName);
    }
}
