package io.eunomia.libbpf;

import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.ring.EventReader;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A BPF object that is loaded: its maps and programs are in the kernel, and this owns them. Links and readers made from it
 * are owned by the code that made them, and must be closed first. Safe for use by several threads.
 *
 * <p>A program is loaded and attached, and what it has written is read: <pre>{@code
 * try (BpfObject object = libbpf.open("opens", elf).load();
 *         EventReader reader = object.openReader("rb", 8);
 *         BpfLink link = object.program("on_open").attach(AttachPoint.bySection())) {
 *     int count = reader.drain((memory, offset, length) -> out.println(memory.getInt(offset)), 1000);
 *     out.println(count + " records from " + link.program());
 * }
 * }</pre>
 */
@ProviderType
public interface BpfObject extends AutoCloseable {

    String name();

    Optional<Btf> btf();

    /** The programs that were loaded (those with autoload off are absent). */
    List<BpfProgram> programs();

    /** @throws BpfException when there is no program of this name; the message lists the loaded ones */
    BpfProgram program(String name);

    /** The maps that were created. */
    List<BpfMap> maps();

    /** @throws BpfException when there is no map of this name; the message lists the created ones */
    BpfMap map(String name);

    List<GlobalVariable> globals();

    /** The current bytes of a global variable, read from its data section's map. */
    byte[] readGlobal(String name);

    /**
     * Replaces a global variable's bytes in its data section's map; programs may run meanwhile.
     *
     * @throws BpfException for a constant variable (frozen at load), a wrong size or an unknown variable
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
     * Registers a {@link MapType#STRUCT_OPS} map, and with it all its programs, with the kernel subsystem it is written for.
     *
     * @return the registration, owned by the caller; its {@link BpfLink#program} is the map's name
     */
    BpfLink attachStructOps(String map);

    /** Gives up the programs and maps; the kernel frees each once nothing else refers to it. */
    @Override
    void close();
}
