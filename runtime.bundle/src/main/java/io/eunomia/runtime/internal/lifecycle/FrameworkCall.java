package io.eunomia.runtime.internal.lifecycle;

import java.lang.StackWalker.Option;
import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * Tells whether a bundle is being stopped only to be updated or removed. The framework stops a bundle inside
 * {@code Bundle.update} and {@code Bundle.uninstall}, with the same event as for any other stop and on the same thread; the
 * caller on the stack is the only difference. Whichever face updates the bundle (the framework's own shell included),
 * programs must not be detached meanwhile.
 */
final class FrameworkCall {

    /** The methods of bundles that stop or start them. */
    private static final Set<String> CHANGES = Set.of("start", "stop", "update", "uninstall");

    private FrameworkCall() {
    }

    /** Tells whether the bundle is being updated or removed; call it from a synchronous bundle event. */
    static boolean updates() {
        return within("update");
    }

    /** Tells whether the bundle is being removed; call it from a synchronous bundle event. */
    static boolean removes() {
        return within("uninstall");
    }

    private static boolean within(String method) {
        // Only the innermost call counts: a listener that is told of an update may stop the bundle for good.
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames.filter(
                frame -> CHANGES.contains(frame.getMethodName()) && Bundle.class.isAssignableFrom(frame.getDeclaringClass()))
                .findFirst()).filter(frame -> frame.getMethodName().equals(method)).isPresent();
    }
}
