package io.eunomia.runtime.code;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Java code of a bundle that a thread is in.
 *
 * @param bundle whose class it is
 * @param place the stack frame
 */
public record RunningCode(Bundle bundle, String place) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningCode.class);
    private static final String FRAMEWORK = "org.apache.felix.framework.";

    /** Finds the innermost code of one of these bundles that the thread is in. */
    public static Optional<RunningCode> in(Thread thread, Collection<Bundle> bundles) {
        return on(thread.getStackTrace(), bundles);
    }

    /**
     * Finds such code in any thread that is in the framework, because the framework has called it, or because it holds one
     * of the framework's locks, for which others wait.
     */
    public static Optional<RunningCode> inFramework(Collection<Bundle> bundles) {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> List.of(stack).stream().anyMatch(frame -> frame.getClassName().startsWith(FRAMEWORK)))
                .flatMap(stack -> on(stack, bundles).stream()).findFirst();
    }

    /** Tells whether the framework's code is what a thread waits in, for one of the framework's locks for instance. */
    public static boolean waitsInFramework(Thread thread) {
        return outsideJdk(thread).filter(frame -> frame.getClassName().startsWith(FRAMEWORK)).isPresent();
    }

    /** Returns the innermost frame that is not the JDK's, since a class of the JDK waits for its caller. */
    public static Optional<StackTraceElement> outsideJdk(Thread thread) {
        return List.of(thread.getStackTrace()).stream().filter(frame -> frame.getModuleName() == null).findFirst();
    }

    private static Optional<RunningCode> on(StackTraceElement[] stack, Collection<Bundle> bundles) {
        for (StackTraceElement frame : stack) {
            if (frame.getModuleName() == null) {
                for (Bundle bundle : bundles) {
                    if (has(bundle, frame.getClassName())) {
                        return Optional.of(new RunningCode(bundle, frame.toString()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(Bundle bundle, String className) {
        try {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            int dot = className.lastIndexOf('.');
            String folder = dot < 0 ? "/" : '/' + className.substring(0, dot).replace('.', '/');
            // Hidden classes of lambdas are named after the class that made them, with a slash and a number.
            String file = className.substring(dot + 1).replaceFirst("(\\$\\$Lambda.*|/.*)$", "") + ".class";
            return wiring != null && !wiring.listResources(folder, file, BundleWiring.LISTRESOURCES_LOCAL).isEmpty();
        } catch (IllegalStateException e) {
            LOG.trace("{} went while it was looked at", bundle, e);
            return false;
        }
    }
}
