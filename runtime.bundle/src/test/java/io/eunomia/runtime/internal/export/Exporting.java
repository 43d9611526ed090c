package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.TestObject;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the tests of exports share. */
final class Exporting {
    static final CompiledSchema SCHEMA = TestObject.named("layouts").schema("tail");

    private Exporting() {
    }

    /** A tracker of which an export handler may only ask name and streams. */
    static Tracker tracker(String name) {
        return (Tracker) Proxy.newProxyInstance(Tracker.class.getClassLoader(), new Class<?>[] {Tracker.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> name;
                    case "streams" -> List.<EventSchema>of(SCHEMA);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static byte[] record(int pid, String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(6 + text.length).order(ByteOrder.LITTLE_ENDIAN).putInt(pid).putShort((short) 0)
                .put(text).array();
    }
}
