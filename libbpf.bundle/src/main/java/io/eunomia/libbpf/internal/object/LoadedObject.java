package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.SlotResult;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.internal.context.LeakGuard;
import io.eunomia.libbpf.internal.context.Lifetime;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.link.AttachableProgram;
import io.eunomia.libbpf.internal.link.Attacher;
import io.eunomia.libbpf.internal.link.OwnedLink;
import io.eunomia.libbpf.internal.map.DataSection;
import io.eunomia.libbpf.internal.map.KernelMap;
import io.eunomia.libbpf.internal.ring.PerfBufferReader;
import io.eunomia.libbpf.internal.ring.RingBufferReader;
import io.eunomia.libbpf.internal.slot.SlotAttacher;
import io.eunomia.libbpf.ring.EventReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A loaded {@code struct bpf_object}; owns the native object and with it all programs and maps. */
final class LoadedObject implements BpfObject {
    private final NativeContext context;
    private final SlotAttacher slots;
    private final String name;
    private final ObjectContents contents;
    private final long handle;
    private final Lifetime lifetime;
    private final LeakGuard.Watch watch;
    private final Attacher attacher;
    private final List<LoadedProgram> programs = new ArrayList<>();
    private final List<KernelMap> maps = new ArrayList<>();
    private final Set<OwnedLink> links = ConcurrentHashMap.newKeySet();

    /** @param logs the requested verifier logs, by program */
    LoadedObject(OpenObject opened, Map<String, String> logs) {
        context = opened.context();
        slots = opened.slots();
        name = opened.name();
        contents = opened.contents();
        handle = opened.handle();
        lifetime = new Lifetime("object \"" + name + '"');
        attacher = new Attacher(context, map -> findMap(map).fd());
        for (OpenProgram program : opened.openPrograms()) {
            addProgram(program, logs.getOrDefault(program.name(), ""));
        }
        for (OpenMap map : opened.openMaps()) {
            if (map.present() && context.bpf().bpf_map__fd(map.handle()) >= 0) {
                maps.add(new KernelMap(context, lifetime, map.handle(), map.name()));
            }
        }
        watch = context.leaks().watch(this, "loaded object \"" + name + '"');
    }

    private void addProgram(OpenProgram program, String log) {
        LibBpf bpf = context.bpf();
        int fd = bpf.bpf_program__fd(program.handle());
        if (fd >= 0) {
            programs.add(new LoadedProgram(this, new AttachableProgram(program.handle(), fd, program.name(),
                    program.section(), program.type(), program.expectedAttachType()), log));
        }
    }

    NativeContext context() {
        return context;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    BpfLink attach(AttachableProgram program, AttachPoint point) {
        return lifetime.during(() -> own(attacher.attach(program, point)));
    }

    SlotResult attachSlot(LoadedProgram program, int expectedAttachType, AttachPoint point) {
        return lifetime.during(() -> slots.attach(program, expectedAttachType, point));
    }

    private BpfLink own(OwnedLink link) {
        links.add(link);
        link.whenClosed(() -> links.remove(link));
        return link;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Btf> btf() {
        return contents.btf();
    }

    @Override
    public List<BpfProgram> programs() {
        return List.copyOf(programs);
    }

    @Override
    public BpfProgram program(String wanted) {
        return NamedLookup.find("program find", wanted, programs, LoadedProgram::name);
    }

    @Override
    public List<BpfMap> maps() {
        return List.copyOf(maps);
    }

    @Override
    public BpfMap map(String wanted) {
        return findMap(wanted);
    }

    private KernelMap findMap(String wanted) {
        return NamedLookup.find("map find", wanted, maps, KernelMap::name);
    }

    @Override
    public List<GlobalVariable> globals() {
        return contents.globals();
    }

    @Override
    public byte[] readGlobal(String wanted) {
        GlobalVariable global = NamedLookup.find("global read", wanted, globals(), GlobalVariable::name);
        KernelMap section = findMap(global.section());
        byte[] values = new byte[section.transferSize()];
        section.lookup(new byte[section.keySize()], values);
        return Arrays.copyOfRange(values, global.offset(), global.offset() + global.size());
    }

    @Override
    public void writeGlobal(String wanted, byte[] value) {
        GlobalVariable global = NamedLookup.find("global write", wanted, globals(), GlobalVariable::name);
        if (global.constant()) {
            throw new BpfException("global write", wanted, 0, "a constant is frozen at load; set it before");
        }
        if (value.length != global.size()) {
            throw new BpfException("global write", wanted, 0, value.length + " bytes given, " + global.typeName()
                    + " has " + global.size());
        }
        lifetime.begin();
        try {
            DataSection.write(context, findMap(global.section()), global.offset(), value);
        } finally {
            lifetime.done();
        }
    }

    @Override
    public EventReader openReader(String wanted, int perfPagesPerCpu) {
        KernelMap map = findMap(wanted);
        return lifetime.during(() -> {
            if (map.type() == MapType.RINGBUF) {
                return RingBufferReader.open(context.c(), wanted, map.fd(), Integer.toUnsignedLong(map.maxEntries()));
            }
            if (map.type() == MapType.PERF_EVENT_ARRAY) {
                return PerfBufferReader.open(context.natives(), wanted, map.fd(), map.maxEntries(), perfPagesPerCpu);
            }
            throw new BpfException("reader open", wanted, 0, "a map of type " + map.type()
                    + " holds no events; RINGBUF and PERF_EVENT_ARRAY do");
        });
    }

    @Override
    public BpfLink attachStructOps(String wanted) {
        KernelMap map = findMap(wanted);
        if (map.type() != MapType.STRUCT_OPS) {
            throw new BpfException("attach struct_ops", wanted, 0, "the map is of type " + map.type());
        }
        return lifetime.during(() -> own(OwnedLink.structOps(context, map.handle(), wanted)));
    }

    /** Closes the object. Links that their owners left open go first, because some of libbpf's refer to the object's memory. */
    @Override
    public void close() {
        lifetime.end(() -> {
            List.copyOf(links).forEach(OwnedLink::close);
            context.bpf().bpf_object__close(handle);
            watch.closed();
        });
    }
}
