package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.decode.ValueLayout.ArrayLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BlobLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.BoolLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.CompositeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.EnumLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.FloatLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.IntegerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.PointerLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.ReadTimeLayout;
import io.eunomia.runtime.internal.decode.ValueLayout.TextLayout;
import io.eunomia.runtime.internal.stack.EventStacks;
import io.eunomia.runtime.internal.stack.StackLabels;
import java.util.List;

/** Makes the readers of a struct's slots. */
final class ReaderFactory {
    private final ShownText texts;
    private final EventStacks stacks;

    ReaderFactory(ShownText texts, EventStacks stacks) {
        this.texts = texts;
        this.stacks = stacks;
    }

    /**
     * Makes a reader.
     *
     * @param all the struct's slots, among which are those that tell an address's family or a text's length
     */
    FieldReader reader(Slot slot, ShowRules.Choice choice, List<Slot> all) {
        ShowRule show = choice.show();
        if (show.address()) {
            FieldReader family = choice.beside() == null ? null : raw(choice.beside(), all);
            return new AddressReader(slot.offset(), show == ShowRule.IPV4_BE ? 4 : 16, family, !choice.guessed());
        }
        FieldReader raw = raw(slot, all);
        if (show == ShowRule.NONE || !ShowRules.fits(show, slot)) {
            return raw;
        }
        if (slot.layout() instanceof EnumLayout layout) {
            raw = new IntegerReader(slot.offset(), layout.size(), layout.signed());
        }
        FieldReader process = choice.beside() == null ? null : raw(choice.beside(), all);
        if (show.stack()) {
            return stack(slot, choice, process, all);
        }
        if (slot.layout() instanceof ArrayLayout array) {
            FieldReader each = value(slot.offset(), array.element());
            return new ArrayReader(slot.offset(), new ShownReader(each, show, false, false, texts, process == null ? null : new OfRecord(process)),
                    array.element().size(), array.count());
        }
        return new ShownReader(raw, show, signed(slot.layout()), choice.guessed(), texts, process);
    }

    private FieldReader stack(Slot slot, ShowRules.Choice choice, FieldReader process, List<Slot> all) {
        boolean ids = slot.layout() instanceof IntegerLayout;
        if (ids) {
            stacks.use(choice.map());
        }
        FieldReader used = ids ? null : CountedArrays.number(slot, all).map(one -> raw(one, all)).orElse(null);
        return new StackFieldReader(slot.offset(), slot.layout().size(), stacks, StackLabels.ofShow(choice.show().label()),
                ids ? new StackFieldReader.Ids(choice.map(), raw(slot, all)) : null, used, process);
    }

    /** Reads a number of the record for each element of an array in it. */
    private static final class OfRecord extends FieldReader {
        private final FieldReader reader;

        OfRecord(FieldReader reader) {
            super(reader.offset, reader.size);
            this.reader = reader;
        }

        @Override
        long number(RecordView record, int shift) {
            return reader.number(record, 0);
        }

        @Override
        void text(RecordView record, int shift, Utf8Sink out) {
            reader.text(record, 0, out);
        }
    }

    static boolean signed(ValueLayout layout) {
        return layout instanceof IntegerLayout integer && integer.signed()
                || layout instanceof EnumLayout names && names.signed();
    }

    private FieldReader raw(Slot slot, List<Slot> all) {
        ValueLayout layout = slot.layout();
        if (slot.bitfieldSize() != 0) {
            FieldReader bits = new BitFieldReader(slot, signed(layout), layout instanceof BoolLayout);
            return layout instanceof EnumLayout names ? new EnumReader(bits, names) : bits;
        }
        if (layout instanceof TextLayout) {
            boolean whole = CountedArrays.number(slot, all).isPresent() && !slot.typedefs().contains(CountedArrays.STRING);
            return new TextFieldReader(slot.offset(), layout.size(), used(slot, all), whole);
        }
        if (layout instanceof BlobLayout) {
            return new BlobReader(slot.offset(), layout.size(), used(slot, all));
        }
        return layout instanceof ReadTimeLayout ? new ReadTimeReader(texts) : value(slot.offset(), layout);
    }

    private FieldReader value(int offset, ValueLayout layout) {
        int size = layout.size();
        if (layout instanceof IntegerLayout integer) {
            return size == 16 ? new WideReader(offset) : new IntegerReader(offset, size, integer.signed());
        }
        if (layout instanceof BoolLayout) {
            return new BoolReader(offset, size);
        }
        if (layout instanceof EnumLayout names) {
            return new EnumReader(new IntegerReader(offset, size, names.signed()), names);
        }
        if (layout instanceof PointerLayout) {
            return new ShownReader(new IntegerReader(offset, size, false), ShowRule.HEX64, false, false, texts);
        }
        if (layout instanceof FloatLayout && size <= 8) {
            return new FloatReader(offset, size);
        }
        if (layout instanceof TextLayout) {
            return new TextFieldReader(offset, size, null, false);
        }
        return compound(offset, layout);
    }

    private FieldReader compound(int offset, ValueLayout layout) {
        if (layout instanceof ArrayLayout array && array.element().size() > 0) {
            return new ArrayReader(offset, value(offset, array.element()), array.element().size(), array.count());
        }
        if (layout instanceof CompositeLayout composite) {
            List<Slot> members = composite.members().stream().map(member -> member.at(offset)).toList();
            List<FieldReader> readers = members.stream()
                    .map(member -> reader(member, ShowRules.inside(member, members), members)).toList();
            return new CompositeReader(offset, layout.size(), members.stream().map(Slot::name).toList(), readers);
        }
        return layout.size() == 0 ? new EmptyReader(offset) : new BlobReader(offset, layout.size(), null);
    }

    /**
     * Finds the reader of the used length: {@code args_size} tells how much of {@code args} is used, if it is certain that
     * it counts its bytes.
     */
    private FieldReader used(Slot slot, List<Slot> all) {
        return slot.typedefs().contains(CountedArrays.COUNTED) ? CountedArrays.number(slot, all).map(one -> raw(one, all))
                .orElse(null) : null;
    }
}
