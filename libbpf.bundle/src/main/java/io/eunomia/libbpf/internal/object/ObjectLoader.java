package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.internal.context.LibbpfMessages;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import java.util.HashMap;
import java.util.Map;

/** Loads an opened object and turns a failure into the most telling exception. Used once. */
final class ObjectLoader implements AutoCloseable {
    private final OpenObject object;
    private final NativeContext context;
    /** One buffer for all refused programs: they are loaded one after the other, and only the refused one writes a log. */
    private final VerifierLogBuffer refused;
    /** The buffers of programs whose log was asked for. */
    private final Map<OpenProgram, VerifierLogBuffer> wanted = new HashMap<>();

    ObjectLoader(OpenObject object) {
        this.object = object;
        this.context = object.context();
        this.refused = new VerifierLogBuffer(context.c());
    }

    /** @return the loaded object, which owns the native handle from then on; on failure the caller still owns it */
    LoadedObject load() {
        object.requireMemory();
        object.openMaps().stream().filter(map -> map.type() == MapType.RINGBUF && map.created())
                .forEach(this::withoutSizes);
        object.openPrograms().stream().filter(OpenProgram::autoload).forEach(this::giveBuffer);
        try (LibbpfMessages.Capture messages = context.messages().capture()) {
            int result = HeldSignals.during(context.c(), () -> context.bpf().bpf_object__load(object.handle()));
            if (result < 0) {
                throw new LoadFailure(object, ReturnCodes.errnoOf(result), messages.text(), this::log).explain();
            }
        }
        Map<String, String> logs = new HashMap<>();
        wanted.keySet().forEach(program -> logs.put(program.name(), log(program)));
        return new LoadedObject(object, logs);
    }

    /**
     * Removes the sizes of a ring. A ring declared with {@code __type(value, …)} tells the type of its records, but the kernel
     * accepts no sizes for rings (ringbuf_map_alloc in kernel/bpf/ringbuf.c), and libbpf passes on what was declared.
     */
    private void withoutSizes(OpenMap ring) {
        LibBpf bpf = context.bpf();
        ReturnCodes.checkErr(bpf.bpf_map__set_key_size(ring.handle(), 0), "map set key size", ring.name());
        ReturnCodes.checkErr(bpf.bpf_map__set_value_size(ring.handle(), 0), "map set value size", ring.name());
    }

    private void giveBuffer(OpenProgram program) {
        LibBpf bpf = context.bpf();
        VerifierLogBuffer buffer = refused;
        if (program.logLevel() > 0) {
            buffer = new VerifierLogBuffer(context.c());
            wanted.put(program, buffer);
            ReturnCodes.checkErr(bpf.bpf_program__set_log_level(program.handle(), program.logLevel()),
                    "program set log level", program.name());
        }
        ReturnCodes.checkErr(bpf.bpf_program__set_log_buf(program.handle(), buffer.address(), buffer.size()),
                "program set log buffer", program.name());
    }

    private String log(OpenProgram program) {
        return wanted.getOrDefault(program, refused).text();
    }

    @Override
    public void close() {
        wanted.values().forEach(VerifierLogBuffer::close);
        refused.close();
    }
}
