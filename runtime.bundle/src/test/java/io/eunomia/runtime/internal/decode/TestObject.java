package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.btf.BtfMaps;
import io.eunomia.libbpf.elf.ElfGlobal;
import io.eunomia.libbpf.elf.ElfObject;
import io.eunomia.runtime.descriptor.Descriptor.EventSpec;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.stack.EventStacks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A compiled object of src/test/bpf, and its globals as records. */
public final class TestObject {
    public static final long READ_NANOS = 1_700_000_000_123_456_789L;

    private final ElfObject elf;
    private final SchemaFactory factory;

    public TestObject(ElfObject elf) {
        this(elf, KernelClock.measure(), SystemNames.NONE);
    }

    private TestObject(ElfObject elf, KernelClock clock, SystemNames names) {
        this.elf = elf;
        this.factory = new SchemaFactory(elf, elf.btf(), shapes(elf), clock, names, new EventStacks(shapes(elf).stream()
                .filter(map -> map.type() == MapType.STACK_TRACE).collect(Collectors.toMap(MapShape::name, map -> false)),
                clock::boottimeOffset));
    }

    public static TestObject named(String name) {
        return named(name, KernelClock.measure());
    }

    /** The same with its DWARF. */
    static TestObject unstripped(String name) {
        return read(name + ".dwarf.o", KernelClock.measure(), SystemNames.NONE);
    }

    static TestObject named(String name, KernelClock clock) {
        return read(name + ".bpf.o", clock, SystemNames.NONE);
    }

    static TestObject named(String name, SystemNames names) {
        return read(name + ".bpf.o", KernelClock.measure(), names);
    }

    private static TestObject read(String file, KernelClock clock, SystemNames names) {
        try (InputStream in = TestObject.class.getResourceAsStream("/bpf/" + file)) {
            return new TestObject(ElfObject.parse(in.readAllBytes()), clock, names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MapShape> shapes(ElfObject elf) {
        return BtfMaps.of(elf.btf().orElseThrow()).stream().map(map -> new MapShape(map.name(),
                MapType.of(map.type()), map.keySize(), map.valueSize(), map.keyTypeId(), map.valueTypeId())).toList();
    }

    /** Names of the object's rings. */
    List<String> rings() {
        return shapes(elf).stream().filter(MapShape::ring).map(MapShape::name).toList();
    }

    public SchemaFactory factory() {
        return factory;
    }

    /** The schema of records of a struct. */
    public CompiledSchema schema(String struct, FieldSpec... fields) {
        return factory.events("tail", Optional.of(new EventSpec("tail", struct, struct, List.of(fields))));
    }

    /** The bytes the compiler gave a global. */
    public byte[] bytes(String global) {
        return elf.globals().stream().filter(one -> one.name().equals(global)).map(ElfGlobal::initialValue).findFirst()
                .orElseThrow();
    }

    /** A view on a global, whose type is the struct of the same name, somewhere in direct memory. */
    public RecordView view(String global) {
        return view(schema(global), bytes(global));
    }

    public static RecordView view(CompiledSchema schema, byte[] record) {
        ByteBuffer memory = ByteBuffer.allocateDirect(record.length + 24).order(ByteOrder.LITTLE_ENDIAN);
        memory.put(8, record);
        return schema.newView().at(memory, 8, record.length, 1, READ_NANOS);
    }

    public static String json(RecordView view, String field) {
        Utf8Sink out = new Utf8Sink(16);
        view.appendJson(index(view, field), out);
        return out.toString();
    }

    public static String text(RecordView view, String field) {
        return view.text(index(view, field));
    }

    /** All fields with their offset, type and show rule. */
    static String fields(CompiledSchema schema) {
        return schema.fields().stream().map(field -> schema.readers()[field.index()].offset + " " + field.name() + ' '
                + field.typeName() + (field.show().isEmpty() ? "" : "/" + field.show()))
                .collect(Collectors.joining(", "));
    }

    /** Of a field in its record, in bytes. */
    public static int offset(CompiledSchema schema, String field) {
        return schema.readers()[schema.field(field).orElseThrow().index()].offset;
    }

    public static int index(RecordView view, String field) {
        return view.schema().field(field).map(Field::index)
                .orElseThrow(() -> new AssertionError("no field " + field + " in " + view.schema().fields()));
    }
}
