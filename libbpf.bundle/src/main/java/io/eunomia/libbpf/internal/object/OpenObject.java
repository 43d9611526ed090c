package io.eunomia.libbpf.internal.object;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.MapFile;
import io.eunomia.libbpf.ProgramFile;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.libbpf.internal.context.LeakGuard;
import io.eunomia.libbpf.internal.context.NativeContext;
import io.eunomia.libbpf.internal.ffi.ForeignMemory;
import io.eunomia.libbpf.internal.ffi.LibBpf;
import io.eunomia.libbpf.internal.ffi.ReturnCodes;
import io.eunomia.libbpf.internal.slot.SlotAttacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code struct bpf_object} between open and load. */
final class OpenObject implements BpfObjectFile {
    private final NativeContext context;
    private final SlotAttacher slots;
    private final String name;
    private final ObjectContents contents;
    private final LeakGuard.Watch watch;
    private final List<OpenProgram> programs = new ArrayList<>();
    private final List<OpenMap> maps = new ArrayList<>();
    private final MemoryTypesFile types;
    private long handle;

    /**
     * @param handle owned by the new object
     * @param types the types that libbpf was told to relocate by, owned by the new object too; null for the kernel's own types
     */
    OpenObject(NativeContext context, SlotAttacher slots, String name, ObjectContents contents, long handle,
            MemoryTypesFile types) {
        this.context = context;
        this.slots = slots;
        this.name = name;
        this.contents = contents;
        this.handle = handle;
        this.types = types;
        LibBpf bpf = context.bpf();
        for (long p = bpf.bpf_object__next_program(handle, 0); p != 0; p = bpf.bpf_object__next_program(handle, p)) {
            programs.add(new OpenProgram(this, p));
        }
        programs.forEach(ForeignSections::apply);
        for (long m = bpf.bpf_object__next_map(handle, 0); m != 0; m = bpf.bpf_object__next_map(handle, m)) {
            maps.add(new OpenMap(this, m));
        }
        watch = context.leaks().watch(this, "opened object \"" + name + '"');
    }

    SlotAttacher slots() {
        return slots;
    }

    NativeContext context() {
        return context;
    }

    /** Gives libbpf for calls that use this object's handles. @throws IllegalStateException after load or close */
    LibBpf bpf() {
        if (handle == 0) {
            throw new IllegalStateException("object \"" + name + "\" is loaded or closed");
        }
        return context.bpf();
    }

    long handle() {
        return handle;
    }

    ObjectContents contents() {
        return contents;
    }

    List<OpenProgram> openPrograms() {
        return programs;
    }

    List<OpenMap> openMaps() {
        return maps;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ElfObject elf() {
        return contents.elf();
    }

    @Override
    public Optional<Btf> btf() {
        return contents.btf();
    }

    @Override
    public List<ProgramFile> programs() {
        return List.copyOf(programs);
    }

    @Override
    public ProgramFile program(String wanted) {
        return NamedLookup.find("program find", wanted, programs, OpenProgram::name);
    }

    @Override
    public List<MapFile> maps() {
        return List.copyOf(maps);
    }

    @Override
    public MapFile map(String wanted) {
        return findMap(wanted);
    }

    private OpenMap findMap(String wanted) {
        return NamedLookup.find("map find", wanted, maps, OpenMap::name);
    }

    @Override
    public List<GlobalVariable> globals() {
        return contents.globals();
    }

    @Override
    public Optional<byte[]> contents(String section) {
        bpf();
        return maps.stream().filter(map -> map.internal() && map.name().equals(section)).findFirst().map(map -> {
            long[] size = new long[1];
            long memory = context.bpf().bpf_map__initial_value(map.handle(), size);
            return memory == 0 ? new byte[0] : ForeignMemory.at(memory, size[0]).copy(0, Math.toIntExact(size[0]));
        });
    }

    @Override
    public void setGlobal(String wanted, Object value) {
        bpf();
        GlobalVariable global = NamedLookup.find("global set", wanted, globals(), GlobalVariable::name);
        byte[] bytes = new GlobalEncoder(contents.btf().orElseThrow(), global).encode(value);
        OpenMap map = findMap(global.section());
        long[] size = new long[1];
        long memory = ReturnCodes.checkPtr(context.bpf().bpf_map__initial_value(map.handle(), size), "global set",
                wanted, errno -> "section " + global.section() + " has no initial contents");
        if (global.offset() + (long) bytes.length > size[0]) {
            throw new BpfException("global set", wanted, 0, "BTF places it at " + global.offset() + " in "
                    + global.section() + ", which has only " + size[0] + " bytes");
        }
        ForeignMemory.at(memory, size[0]).put(global.offset(), bytes);
    }

    @Override
    public void requireMemory() {
        bpf();
        MapMemory.check(maps.stream().filter(OpenMap::created).toList(), context.possibleCpus());
    }

    @Override
    public BpfObject load() {
        bpf();
        try (ObjectLoader loader = new ObjectLoader(this)) {
            BpfObject loaded = loader.load();
            handle = 0;
            watch.closed();
            return loaded;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (types != null) {
            types.close();
        }
        if (handle != 0) {
            context.bpf().bpf_object__close(handle);
            handle = 0;
            watch.closed();
        }
    }
}
