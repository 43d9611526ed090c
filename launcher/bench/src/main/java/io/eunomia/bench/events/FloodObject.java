package io.eunomia.bench.events;

import io.eunomia.bench.host.Bench;
import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.LibbpfLibrary;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import io.eunomia.runtime.internal.decode.SchemaFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** {@code flood.bpf.c} loaded into this JVM, with a ring that wakes nobody. Owns all of it. */
final class FloodObject implements AutoCloseable {
    static final int BURST = 64;
    private static final int NEVER = 1 << 30;

    private final LibbpfLibrary library;
    private final CompiledSchema schema;
    private final BpfObject object;
    private final BpfLink link;
    private final EventReader reader;

    FloodObject(Bench bench, long target) throws IOException {
        library = LibbpfLibrary.load();
        BpfObjectFile file = library.libbpf().open("flood", Files.readAllBytes(bench.object("flood")));
        schema = SchemaFactory.of(file).events("events", Optional.empty());
        file.setGlobal("target", target);
        file.setGlobal("burst", BURST);
        file.setGlobal("eunomia_wakeup_bytes", NEVER);
        object = file.load();
        reader = object.openReader("events", 1);
        link = object.program("on_getppid").attach(AttachPoint.bySection());
    }

    CompiledSchema schema() {
        return schema;
    }

    EventReader reader() {
        return reader;
    }

    @Override
    public void close() {
        link.close();
        reader.close();
        object.close();
        library.close();
    }
}
