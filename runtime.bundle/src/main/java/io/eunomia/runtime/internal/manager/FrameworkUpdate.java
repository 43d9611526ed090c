package io.eunomia.runtime.internal.manager;

import java.lang.StackWalker.Option;
import org.osgi.framework.Bundle;

/**
 * Tells whether a bundle is being stopped only to be updated. The framework stops a bundle inside
 * {@code Bundle.update}, with the same event as for any other stop and on the same thread; the caller on the stack is
 * the only difference. Whichever face updates the bundle (the framework's own shell included), programs must not be
 * detached meanwhile.
 */
final class FrameworkUpdate {

    private FrameworkUpdate() {
    }

    /** To be called from a synchronous bundle event. */
    static boolean underWay() {
        return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(frames -> frames.anyMatch(
                frame -> frame.getMethodName().equals("update")
                        && Bundle.class.isAssignableFrom(frame.getDeclaringClass())));
    }
}
