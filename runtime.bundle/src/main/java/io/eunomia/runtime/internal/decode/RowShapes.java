package io.eunomia.runtime.internal.decode;

import io.eunomia.libbpf.GlobalVariable;
import io.eunomia.libbpf.btf.Btf;
import io.eunomia.libbpf.btf.BtfType;
import io.eunomia.libbpf.btf.BtfType.ArrayType;
import io.eunomia.libbpf.btf.BtfType.StructType;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.inference.StackOrigins;
import io.eunomia.runtime.internal.stack.StackLabels;
import io.eunomia.runtime.internal.stack.StackSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lays out the rows of one object's displays. Confined to the thread of its {@link SchemaFactory}. */
public final class RowShapes {
    private final Optional<Btf> btf;
    private final SchemaCompiler compiler;
    private final ShownText texts;
    private final List<String> stackMaps;
    private final Supplier<StackOrigins> origins;
    private final Function<String, StructLayout> entries;

    /** @param stackMaps that hold stacks @param origins tells by the programs which of them an id is of @param entries gives the layout of a map's entries, the key followed by the value */
    RowShapes(Optional<Btf> btf, SchemaCompiler compiler, ShownText texts, List<String> stackMaps, Supplier<StackOrigins> origins,
            Function<String, StructLayout> entries) {
        this.btf = btf;
        this.compiler = compiler;
        this.texts = texts;
        this.stackMaps = stackMaps;
        this.origins = origins;
        this.entries = entries;
    }

    /**
     * Lays out rows of a map's entries.
     *
     * @param keys the parts of the key that tell rows apart; empty for all
     * @param cpu whether each CPU has rows of its own
     * @throws io.eunomia.runtime.TrackerException naming a field that is not there, with those that are
     */
    public RowShape of(String display, MapShape map, Optional<List<String>> keys, boolean cpu, List<FieldSpec> shows) {
        return new RowShapeBuilder(entries.apply(map.name()), map.keySize()).build(compiler, display, map.name(), keys, cpu, shows);
    }

    /** Lays out rows of entries that have stacks. @param stacks fields in whose place rows have the number of a stack, four bytes */
    public RowShape withStacks(String display, MapShape map, Optional<List<String>> keys, boolean cpu, List<FieldSpec> shows,
            Set<String> stacks) {
        return new RowShapeBuilder(entries.apply(map.name()), map.keySize(), stacks).build(compiler, display, map.name(), keys, cpu, shows);
    }

    /** Finds the map that has the stacks whose ids a field of a map's entries has; empty if that is not certain. */
    public Optional<String> stackMap(String map, EntryField field, StackSpace space) {
        return StackLabels.map(stackMaps, space, () -> field.key() ? origins.get().ofKey(map, field.at()) : origins.get().ofValue(map, field.at()));
    }

    /** Returns the fields of a map's entries. */
    public List<EntryField> fields(MapShape map) {
        return entries.apply(map.name()).slots().stream().filter(slot -> !(slot.layout() instanceof ValueLayout.ReadTimeLayout))
                .map(slot -> field(slot, map.keySize())).toList();
    }

    private static EntryField field(Slot slot, int keySize) {
        boolean key = slot.offset() < keySize;
        int at = slot.offset() - (key ? 0 : keySize);
        if (slot.layout() instanceof ValueLayout.ArrayLayout array) {
            boolean words = array.element() instanceof IntegerLayout element && element.size() == Long.BYTES;
            return new EntryField(slot.name(), key, at, array.size(), false, words ? array.count() : 0, slot.typeName());
        }
        boolean number = slot.layout() instanceof IntegerLayout && slot.bitfieldSize() == 0;
        return new EntryField(slot.name(), key, at, slot.layout().size(), number, 0, slot.typeName());
    }

    /** Lays out the one row of some global variables, each of which is a field, or several if it is a struct. */
    public RowShape of(String display, String section, List<GlobalVariable> variables, List<FieldSpec> shows) {
        List<Slot> slots = new ArrayList<>();
        int size = 0;
        for (GlobalVariable variable : variables) {
            boolean struct = btf.orElseThrow().resolve(variable.typeId()) instanceof StructType;
            for (Slot slot : LayoutBuilder.value(btf.orElseThrow(), variable.typeId(), variable.name()).slots()) {
                slots.add((struct ? slot.named(variable.name() + '.' + slot.name()) : slot).at(variable.offset()));
            }
            size = Math.max(size, variable.offset() + variable.size());
        }
        StructLayout layout = new StructLayout("", size, slots, new int[] {size}, size);
        return new RowShapeBuilder(layout, 0).build(compiler, display, section, Optional.empty(), false, shows);
    }

    /** Lays out rows of the elements of a global array, with the index as their key. */
    public RowShape ofElements(String display, GlobalVariable variable, List<FieldSpec> shows) {
        StructLayout key = new StructLayout("", Integer.BYTES, List.of(new Slot("index", 0, 0,
                new IntegerLayout(Integer.BYTES, false), "unsigned int", List.of(), 0)), new int[] {Integer.BYTES}, Integer.BYTES);
        ArrayType array = array(variable).orElseThrow();
        StructLayout value = LayoutBuilder.value(btf.orElseThrow(), array.typeId(), variable.name());
        return new RowShapeBuilder(StructLayouts.concatenated(key, value), Integer.BYTES)
                .build(compiler, display, variable.section(), Optional.empty(), false, shows);
    }

    /** Tells how many structs a global variable has in an array; 0 if it is no array of structs. */
    public int elements(GlobalVariable variable) {
        return array(variable).filter(array -> btf.orElseThrow().resolve(array.typeId()) instanceof StructType)
                .map(array -> (int) Math.min(Integer.MAX_VALUE, array.length())).orElse(0);
    }

    private Optional<ArrayType> array(GlobalVariable variable) {
        BtfType type = btf.isPresent() ? btf.get().resolve(variable.typeId()) : new BtfType.VoidType();
        return type instanceof ArrayType array ? Optional.of(array) : Optional.empty();
    }

    /** Returns what shows numbers that are worked out. @param show label of a show rule, empty for none; @return empty if there is no such */
    public Optional<ShownNumber> number(String show) {
        return show.isEmpty() ? Optional.of(new ShownNumber(ShowRule.NONE, texts))
                : ShowRule.named(show).map(rule -> new ShownNumber(rule, texts));
    }

    public static String showRules() {
        return ShowRule.labels();
    }
}
