package io.eunomia.runtime.internal.symbol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Names places in one process, from its start to its end. What was named while it lived keeps its name afterwards, unless other code
 * took its place. Any thread.
 */
final class ProcessSymbols {
    private static final int MOST_FRAMES = 8192;

    private final int pid;
    private final long start;
    private final SymbolSources sources;
    private final Path folder;
    private final Map<Mapping, FileKey> files = new HashMap<>();
    private final Set<Mapping> unreachable = new HashSet<>();
    private final Map<Long, Frame> frames = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Frame> eldest) {
            return size() > MOST_FRAMES;
        }
    };
    /** How many places have a name that is kept. */
    private volatile int kept;
    private Functions vdso;
    private ProcessMaps maps = ProcessMaps.NONE;
    private JitMaps.Map jit = JitMaps.Map.NONE;
    private boolean jitAsked;

    /** @param start as {@link ProcessStatus#start} tells it */
    ProcessSymbols(int pid, long start, SymbolSources sources) {
        this.pid = pid;
        this.start = start;
        this.sources = sources;
        this.folder = sources.proc().resolve(Integer.toString(pid));
    }

    long start() {
        return start;
    }

    int kept() {
        return kept;
    }

    /** Looks again at what the process has mapped. Names of places where other code is now are forgotten. */
    synchronized void refresh() {
        ProcessMaps before = maps;
        try {
            ProcessMaps now = ProcessMaps.read(folder.resolve("maps"), before);
            // Between its end and the time when its parent asks for it a process is there, with nothing mapped.
            if (now.isEmpty() || !lives()) {
                return;
            }
            maps = now;
        } catch (IOException e) {
            return;
        }
        jitAsked = false;
        unreachable.clear();
        frames.values().removeIf(frame -> !frame.known());
        if (maps != before) {
            files.keySet().retainAll(maps.all());
            frames.keySet().removeIf(address -> replaced(before.find(address), address));
        }
    }

    private boolean replaced(Mapping former, long address) {
        Mapping now = maps.find(address);
        return now != null && (former == null || !now.like(former));
    }

    /** Tells whether a place is in code that is made while the process runs. */
    synchronized boolean generated(long address) {
        Mapping mapping = maps.find(address);
        return mapping != null && mapping.generated();
    }

    synchronized Frame frame(long address) {
        Mapping mapping = maps.find(address);
        if (mapping != null && mapping.generated()) {
            readJit();
        }
        Frame known = frames.get(address);
        if (known != null) {
            return known;
        }
        Frame found = mapping == null ? Frame.unknown(address) : named(mapping, address);
        frames.put(address, found);
        kept = frames.size();
        return found;
    }

    private Frame named(Mapping mapping, long address) {
        Frame found = mapping.generated() ? jit.functions().find(address, "jit") : inFile(mapping, mapping.offsetOf(address));
        if (found != null) {
            return new Frame(sources.demangled(found.name()), found.module(), found.offset(), true);
        }
        return mapping.generated() || mapping.module().isEmpty() ? Frame.unknown(address)
                : Frame.in(mapping.module(), mapping.offsetOf(address));
    }

    private Frame inFile(Mapping mapping, long offset) {
        FileKey key = files.get(mapping);
        Functions functions = mapping.vdso() ? vdso : key == null ? null : sources.files().kept(key);
        if (functions == null && !unreachable.contains(mapping)) {
            functions = load(mapping);
        }
        return functions == null ? null : functions.find(offset, mapping.module());
    }

    private Functions load(Mapping mapping) {
        try {
            if (mapping.vdso()) {
                Functions read = sources.reads().read(pid, () -> sources.files().vdso(pid, mapping));
                vdso = lives() ? read : null;
                return vdso;
            }
            if (mapping.inode() != 0) {
                MappedFiles.Loaded loaded = sources.reads().read(mapping.device(), () -> sources.files().load(pid, mapping));
                files.put(mapping, loaded.key());
                return loaded.functions();
            }
        } catch (IOException e) {
            // Its place in the file is told instead. It may be there at the next look.
            unreachable.add(mapping);
        }
        return null;
    }

    /** Tells whether this process still has its number. */
    private boolean lives() {
        return ProcessStatus.start(folder) == start;
    }

    /** Reads the map of a just-in-time compiler, once between two looks at the process. */
    private void readJit() {
        if (jitAsked) {
            return;
        }
        jitAsked = true;
        JitMaps.Map before = jit;
        try {
            JitMaps.Map read = sources.reads().read(pid, () -> sources.jit().read(pid, before));
            jit = lives() ? read : before;
        } catch (IOException e) {
            return;
        }
        if (jit != before) {
            frames.keySet().removeIf(address -> {
                Mapping mapping = maps.find(address);
                return mapping != null && mapping.generated();
            });
            if (jit.cut()) {
                sources.notes().add("the map of the just-in-time compiler of process " + pid + " is larger than "
                        + JitMaps.MOST_BYTES / (1 << 20) + " MiB: only the end of it was read");
            }
        }
    }
}
