package io.eunomia.runtime.internal.lifecycle;

import java.lang.StackWalker.Option;
import org.osgi.framework.Bundle;

/**
 * Tells whether a bundle is being stopped only to be updated or removed. The framework stops a bundle inside
 * {@code Bundle.update} and {@code Bundle.uninstall}, with the same event as for any other stop and on the same thread; the
 * caller on the stack is the only difference. Whichever face updates the bundle (the framework's own shell included),
 * programs must not be detached meanwhile.
 */
public final class FrameworkUpdate {

    private FrameworkUpdate() {
    }

    /** Tells whether the bundle is being updated or removed; call it from a synchronous bundle event. */
    static boolean underWay() {
        return within("update");
    }

    /** Tells whether the bundle is being removed; call it from a synchronous bundle event. */
    static boolean removalUnderWay() {
        return within("uninstall");
    }

    private static boolean within(String method) {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames.anyMatch(
                frame -> frame.getMethodName().equals(method)
                        && Bundle.class.isAssignableFrom(frame.getDeclaringClass())));
    }
}
