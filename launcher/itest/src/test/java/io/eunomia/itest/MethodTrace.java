package io.eunomia.itest;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The methods of ours that another JVM enters, told by its debugger interface. Owns the connection; the JVM stays its
 * owner's. Not thread-safe.
 */
final class MethodTrace implements AutoCloseable {
    /** What the JVM is to be started with. */
    static final String OPTION = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
    private static final Pattern ADDRESS = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");
    /** The JVM sends events on a thread of its own: after so long without one there is none to come. */
    private static final long QUIET_MILLIS = 1500;

    private final VirtualMachine machine;

    private MethodTrace(VirtualMachine machine) {
        this.machine = machine;
    }

    /** What was entered, how often: {@code io.eunomia.libbpf.elf.ElfObject.parse}. */
    record Entries(Map<String, Integer> methods) {

        int of(String method) {
            return methods.getOrDefault("io.eunomia." + method, 0);
        }

        /** Calls of any method of a class. */
        int ofClass(String name) {
            return methods.entrySet().stream().filter(entry -> entry.getKey().startsWith("io.eunomia." + name + '.'))
                    .mapToInt(Map.Entry::getValue).sum();
        }
    }

    /** @param jvm that has said where it listens */
    static MethodTrace of(Running jvm) {
        Matcher address = ADDRESS.matcher(jvm.out());
        if (!address.find()) {
            throw new AssertionError("no debugger's address in " + jvm.out());
        }
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(one -> one.name().equals("com.sun.jdi.SocketAttach")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(address.group(1));
        try {
            return new MethodTrace(connector.attach(arguments));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalConnectorArgumentsException e) {
            throw new AssertionError(e);
        }
    }

    /** What is entered while something is done, by any thread. */
    Entries during(Runnable action) throws InterruptedException {
        MethodEntryRequest request = machine.eventRequestManager().createMethodEntryRequest();
        request.addClassFilter("io.eunomia.*");
        request.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        request.enable();
        // On a thread of its own: a JVM whose events are not taken is held until they are.
        CompletableFuture<Void> done = CompletableFuture.runAsync(action);
        Map<String, Integer> methods = new TreeMap<>();
        for (EventSet events = next(); events != null || !done.isDone(); events = next()) {
            if (done.isDone()) {
                request.disable();
            }
            if (events != null) {
                count(events, methods);
            }
        }
        machine.eventRequestManager().deleteEventRequest(request);
        done.join();
        return new Entries(methods);
    }

    private static void count(EventSet events, Map<String, Integer> methods) {
        for (Event event : events) {
            if (event instanceof MethodEntryEvent entry) {
                Method method = entry.method();
                methods.merge(method.declaringType().name() + '.' + method.name(), 1, Integer::sum);
            }
        }
    }

    private EventSet next() throws InterruptedException {
        return machine.eventQueue().remove(QUIET_MILLIS);
    }

    @Override
    public void close() {
        machine.dispose();
    }
}
