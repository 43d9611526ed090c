package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.ShowRules.Choice;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BoolLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.FloatLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.ReadTimeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.stack.StackLabels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Compiles a schema from a layout and from what the package says about its fields. */
final class SchemaCompiler {
    private static final int WIDEST_TEXT = 24;
    private static final int ARRAY_WIDTH = 16;

    private final ReaderFactory readers;

    /** Maps that hold stacks whose ids fields may have. */
    private final List<String> stackMaps;

    private final BiFunction<String, Integer, Optional<String>> origins;

    /** @param origins tells by the programs which map the ids in a ring's records are of, by the ring and their place */
    SchemaCompiler(ReaderFactory readers, List<String> stackMaps, BiFunction<String, Integer, Optional<String>> origins) {
        this.readers = readers;
        this.stackMaps = stackMaps;
        this.origins = origins;
    }

    CompiledSchema compile(String stream, String map, String note, StructLayout layout, List<FieldSpec> specs) {
        List<Slot> slots = AddressPairs.merge(layout.slots());
        List<Slot> ordered = ordered(slots, specs, map);
        List<Choice> choices = ordered.stream().map(slot -> choice(slot, spec(specs, slot), slots, map)).toList();
        String notes = joined(note, ids(ordered, choices, map));
        List<FieldReader> all = new ArrayList<>();
        List<FieldType> types = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            FieldReader reader = readers.reader(ordered.get(i), choices.get(i), slots);
            all.add(reader);
            types.add(FieldType.of(ordered.get(i), choices.get(i).show(), reader instanceof SpanReader span && span.told()));
        }
        int time = timeField(ordered, choices);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            FieldSpec spec = spec(specs, ordered.get(i));
            // Arrays make lines that nobody can read, so plain text shows them only on request; the other formats always
            // have them.
            boolean readable = !(ordered.get(i).layout() instanceof ArrayLayout) || choices.get(i).show().stack();
            boolean shown = i != time && (specs.isEmpty() ? readable : spec != null);
            fields.add(field(i, ordered.get(i), choices.get(i).show(), all.get(i).valueType(), spec, shown));
        }
        return new CompiledSchema(stream, map, notes, layout, fields, all, types,
                time >= 0 && all.get(time) instanceof ShownReader reader ? reader : null);
    }

    /** Puts the fields that the package names first, in its order. */
    private static List<Slot> ordered(List<Slot> slots, List<FieldSpec> specs, String map) {
        Set<Slot> ordered = new LinkedHashSet<>();
        for (FieldSpec spec : specs) {
            ordered.add(slots.stream().filter(slot -> slot.name().equals(spec.name())).findFirst()
                    .orElseThrow(() -> bad("events of map " + map + " have no field \"" + spec.name() + '"',
                            "fields: " + String.join(", ", slots.stream().map(Slot::name).toList()))));
        }
        ordered.addAll(slots);
        return List.copyOf(ordered);
    }

    private static FieldSpec spec(List<FieldSpec> specs, Slot slot) {
        return specs.stream().filter(spec -> spec.name().equals(slot.name())).findFirst().orElse(null);
    }

    private static String joined(String note, String other) {
        return note.isEmpty() || other.isEmpty() ? note + other : note + "; " + other;
    }

    /** Says which fields are taken for ids of stacks because of their names. */
    private static String ids(List<Slot> slots, List<Choice> choices, String map) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (choices.get(i).guessed() && !choices.get(i).map().isEmpty()) {
                found.add(slots.get(i).name() + " (map " + choices.get(i).map() + ')');
            }
        }
        return found.isEmpty() ? "" : "fields of " + map + " are shown as call stacks because of their names: " + String.join(", ", found);
    }

    private Choice choice(Slot slot, FieldSpec spec, List<Slot> all, String map) {
        boolean said = spec != null && !spec.show().isEmpty();
        Choice choice = said ? said(slot, spec, all, map) : ShowRules.choose(slot, all);
        if (!choice.show().stack() || !(slot.layout() instanceof IntegerLayout)) {
            return choice;
        }
        String named = spec == null ? "" : spec.stacks();
        Optional<String> found = named.isEmpty() ? StackLabels.map(stackMaps, StackLabels.ofShow(choice.show().label()),
                () -> origins.apply(map, slot.offset()))
                : stackMaps.stream().filter(named::equals).findFirst();
        if (found.isEmpty() && (said || !named.isEmpty())) {
            throw bad("field \"" + slot.name() + "\" of map " + map + " has ids of stacks, and " + (named.isEmpty()
                    ? stackMaps.isEmpty() ? "the object has no map that holds stacks" : "it is not certain which map has them"
                    : named + " is no map of stacks"), stackMaps.isEmpty() ? "it needs one of type stack_trace"
                            : "say \"stacks\": one of " + String.join(", ", stackMaps));
        }
        return found.map(one -> new Choice(choice.show(), choice.guessed(), choice.beside(), one)).orElse(Choice.NONE);
    }

    private static Choice said(Slot slot, FieldSpec spec, List<Slot> all, String map) {
        String where = "field \"" + slot.name() + "\" of map " + map;
        ShowRule show = ShowRule.named(spec.show()).orElseThrow(() -> bad(
                where + " asks for an unknown show rule \"" + spec.show() + '"', "show rules: " + ShowRule.labels()));
        if (!ShowRules.fits(show, slot)) {
            throw bad(where + " is " + slot.typeName() + ", which cannot be shown as " + show.label(),
                    "leave the show rule out, or change the field's type");
        }
        return new Choice(show, false, show == ShowRule.USYM || show.stack() ? process(slot, spec, all, where) : null);
    }

    private static Slot process(Slot slot, FieldSpec spec, List<Slot> all, String where) {
        if (spec.process().isEmpty()) {
            return ShowRules.process(slot, all);
        }
        return all.stream().filter(one -> one.name().equals(spec.process()) && ShowRules.fits(ShowRule.PID, one)).findFirst()
                .orElseThrow(() -> bad(where + " is of the process \"" + spec.process() + "\", which is no number in it",
                        "fields: " + String.join(", ", all.stream().map(Slot::name).toList())));
    }

    private static TrackerException bad(String message, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_PACKAGE, message, hint));
    }

    /** Returns the first field that is typed as a time; -1 if there is none. */
    private static int timeField(List<Slot> slots, List<Choice> choices) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).layout() instanceof ReadTimeLayout || choices.get(i).show().time()) {
                return i;
            }
        }
        return -1;
    }

    private static Field field(int index, Slot slot, ShowRule show, Class<?> valueType, FieldSpec spec,
            boolean shown) {
        int width = spec != null && spec.width() > 0 ? spec.width() : width(slot, show);
        String label = show == ShowRule.IP_OF_FAMILY ? ShowRule.IP.label() : show.label();
        return new Field(index, slot.name(), kind(slot.layout(), show), slot.typeName(), show.unit(), label,
                width, valueType, shown, spec == null ? "" : spec.description());
    }

    private static FieldKind kind(ValueLayout layout, ShowRule show) {
        if (show.stack()) {
            return FieldKind.STACK;
        }
        if (show.address() || layout instanceof TextLayout) {
            return FieldKind.TEXT;
        }
        if (layout instanceof IntegerLayout integer) {
            return integer.size() == 16 ? FieldKind.BYTES : integer.signed() ? FieldKind.SIGNED : FieldKind.UNSIGNED;
        }
        if (layout instanceof ReadTimeLayout) {
            return FieldKind.UNSIGNED;
        }
        if (layout instanceof BoolLayout) {
            return FieldKind.BOOL;
        }
        if (layout instanceof EnumLayout names) {
            return show == ShowRule.NONE ? FieldKind.ENUM : names.signed() ? FieldKind.SIGNED : FieldKind.UNSIGNED;
        }
        if (layout instanceof FloatLayout) {
            return FieldKind.FLOAT;
        }
        if (layout instanceof ValueLayout.PointerLayout) {
            return FieldKind.UNSIGNED;
        }
        boolean bytes = layout instanceof BlobLayout || layout instanceof ValueLayout.OpaqueLayout;
        return bytes ? FieldKind.BYTES : FieldKind.ARRAY;
    }

    private static int width(Slot slot, ShowRule show) {
        int natural = show != ShowRule.NONE ? show.width() : natural(slot.layout());
        return Math.max(natural, ColumnTitle.of(slot.name(), show).length());
    }

    private static int natural(ValueLayout layout) {
        if (layout instanceof TextLayout) {
            return layout.size() == 0 ? WIDEST_TEXT : Math.min(Math.max(1, layout.size() - 1), WIDEST_TEXT);
        }
        if (layout instanceof BlobLayout) {
            return layout.size() == 0 ? WIDEST_TEXT : Math.min(2 * layout.size(), WIDEST_TEXT);
        }
        if (layout instanceof EnumLayout names) {
            return names.names().stream().mapToInt(one -> Math.min(WIDEST_TEXT, one.name().length())).max().orElse(1);
        }
        if (layout instanceof ReadTimeLayout) {
            return ShowRule.KTIME_NS.width();
        }
        if (layout instanceof IntegerLayout) {
            return switch (layout.size()) {
                case 1 -> 3;
                case 2 -> 5;
                case 4 -> 8;
                case 8 -> 12;
                default -> 34;
            };
        }
        return layout instanceof BoolLayout ? 5 : ARRAY_WIDTH;
    }
}
