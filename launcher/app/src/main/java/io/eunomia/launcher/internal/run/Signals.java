package io.eunomia.launcher.internal.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handles the signals that end the process. The first one runs the given action on a thread of its own, the second ends the
 * process at once with 128 + signal.
 */
public final class Signals {
    private static final String[] NAMES = {"INT", "TERM", "HUP"};

    private Signals() {
    }

    /** Sets the action. @param orderlyEnd must not fail and may take its time */
    public static void onEnd(Runnable orderlyEnd) {
        var asked = new java.util.concurrent.atomic.AtomicBoolean();
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? proxy == arguments[0] : System.identityHashCode(proxy);
            }
            if (asked.getAndSet(true)) {
                int number = (int) arguments[0].getClass().getMethod("getNumber").invoke(arguments[0]);
                Runtime.getRuntime().halt(128 + number);
            }
            orderlyEnd.run();
            return null;
        };
        for (String name : NAMES) {
            handle(name, handler);
        }
    }

    /**
     * Installs a handler by reflection, because the compiler warns of sun.misc.Signal and offers no way to say that it is
     * meant. Shutdown hooks would do for one signal, but they cannot see a second one, and the exit status would be the
     * signal's.
     */
    private static void handle(String name, InvocationHandler handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // The JVM was started with -Xrs or does not have it: the JVM's own way of ending remains.
            org.slf4j.LoggerFactory.getLogger(Signals.class).debug("no handler for SIG{}", name, e);
        }
    }

    /** Sends this process a signal. @param name without SIG */
    public static void raise(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            signal.getMethod("raise", signal).invoke(null, signal.getConstructor(String.class).newInstance(name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " cannot be sent", e);
        }
    }
}
