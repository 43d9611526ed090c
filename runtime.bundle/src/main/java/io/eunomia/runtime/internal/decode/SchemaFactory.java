package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.BpfObjectFile;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.TableSpec;
import java.util.List;
import java.util.Optional;

/**
 * Finds the layouts of one object's streams and compiles them. To be made while the object is open, before it is
 * loaded; the schemas it gives stay valid without it. Confined to one thread.
 */
public final class SchemaFactory {
    private final ElfObject elf;
    private final Optional<Btf> btf;
    private final List<MapShape> maps;

    /** @param btf the object's own; without it every stream is shown as hex */
    public SchemaFactory(ElfObject elf, Optional<Btf> btf, List<MapShape> maps) {
        this.elf = elf;
        this.btf = btf;
        this.maps = List.copyOf(maps);
    }

    public static SchemaFactory of(BpfObjectFile object) {
        return new SchemaFactory(object.elf(), object.btf(), object.maps().stream().map(MapShape::of).toList());
    }

    /**
     * The schema of a ring buffer's or perf event array's records.
     *
     * @param spec what the package says about it
     * @throws io.eunomia.runtime.TrackerException of kind BAD_PACKAGE when the spec names a type or field that does
     *     not exist, with those that do
     */
    public CompiledSchema events(String map, Optional<EventSpec> spec) {
        throw new UnsupportedOperationException(elf.toString() + btf + maps);
    }

    /**
     * The schema of a map's entries: a record is the key followed by the value ({@code keySize + valueSize} bytes,
     * without padding between).
     *
     * @throws io.eunomia.runtime.TrackerException as {@link #events}
     */
    public CompiledSchema table(String map, Optional<TableSpec> spec) {
        throw new UnsupportedOperationException();
    }
}
