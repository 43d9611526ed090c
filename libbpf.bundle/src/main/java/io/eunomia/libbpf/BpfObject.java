package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.ring.EventReader;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An object whose maps and programs are in the kernel. Owns them; links and readers made from it are owned by who
 * made them and must be closed first. Safe for use by several threads.
 */
@ProviderType
public interface BpfObject extends AutoCloseable {

    String name();

    Optional<Btf> btf();

    /** The programs that were loaded (those with autoload off are absent). */
    List<BpfProgram> programs();

    /** @throws BpfException naming the loaded programs when there is none of this name */
    BpfProgram program(String name);

    /** The maps that were created. */
    List<BpfMap> maps();

    /** @throws BpfException naming the created maps when there is none of this name */
    BpfMap map(String name);

    List<GlobalVariable> globals();

    /** Current bytes of a global, read from its data section's map. */
    byte[] readGlobal(String name);

    /**
     * Replaces a global's bytes in its data section's map while programs run.
     *
     * @throws BpfException for a constant global (frozen at load), a wrong size or no such variable
     */
    void writeGlobal(String name, byte[] value);

    /**
     * Opens a reader on a {@link MapType#RINGBUF} map (mapped memory) or a {@link MapType#PERF_EVENT_ARRAY} map
     * (one mapped buffer per online CPU).
     *
     * @param map name of the map
     * @param perfPagesPerCpu buffer pages per CPU for perf maps, a power of two; ignored for ring buffers
     */
    EventReader openReader(String map, int perfPagesPerCpu);

    /**
     * Registers a {@link MapType#STRUCT_OPS} map, and with it all its programs, with the kernel subsystem it is for.
     *
     * @return the registration, owned by the caller; its {@link BpfLink#program} is the map's name
     */
    BpfLink attachStructOps(String map);

    /** Unloads programs and frees maps once nothing else refers to them. */
    @Override
    void close();
}
