package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.internal.decode.LayoutPrograms.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decodes one record by the struct in BTF and by the layout that was found without it. */
public final class LayoutValues {
    private static final Set<FieldKind> WHOLE = Set.of(FieldKind.UNSIGNED, FieldKind.SIGNED, FieldKind.ENUM,
            FieldKind.BOOL);

    private final String program;
    private final LayoutPrograms programs = LayoutPrograms.compiled();
    private final TestObject told;
    private final List<TestObject> others;

    public LayoutValues(String program) {
        this.program = program;
        this.told = programs.object(program, Variant.TOLD);
        this.others = List.of(programs.object(program, Variant.BARE), programs.object(program, Variant.UNSTRIPPED));
    }

    public static List<String> programs() {
        return LayoutPrograms.compiled().names();
    }

    /** The object whose struct is in neither BTF nor DWARF. */
    public byte[] bare() {
        return programs.bytes(program, Variant.BARE);
    }

    public List<String> rings() {
        return told.rings();
    }

    /** Size in bytes of a ring's records. */
    public int size(String ring) {
        return told.factory().events(ring, Optional.empty()).size();
    }

    /** What differs in what is shown of fields that are named right. */
    public List<String> differences(String ring, byte[] record) {
        List<String> differences = new ArrayList<>();
        RecordView truth = TestObject.view(told.factory().events(ring, Optional.empty()), record);
        for (TestObject other : others) {
            RecordView view = TestObject.view(other.factory().events(ring, Optional.empty()), record);
            List<ShownField> fields = ShownField.of(truth.schema());
            for (ShownField field : ShownField.of(view.schema())) {
                fields.stream().filter(field::samePlace).findFirst().filter(same -> differ(field, view, same, truth))
                        .ifPresent(same -> differences.add(program + ": " + field + " is " + view.text(field.index())
                                + ", not " + truth.text(same.index())));
            }
        }
        return differences;
    }

    private static boolean differ(ShownField field, RecordView view, ShownField same, RecordView truth) {
        // Each factory measures the clocks anew, so the same moment differs by some nanoseconds of wall time.
        boolean time = field.show().startsWith("ktime") || field.show().startsWith("boottime");
        if (field.same(same) && field.size() == same.size() && !time) {
            return !view.text(field.index()).equals(truth.text(same.index()))
                    || !TestObject.json(view, field.name()).equals(TestObject.json(truth, same.name()));
        }
        boolean numbers = WHOLE.contains(field.kind()) && WHOLE.contains(same.kind()) && field.size() <= 8;
        long mask = field.size() >= 8 ? -1 : (1L << 8 * field.size()) - 1;
        if (same.kind() == FieldKind.BOOL) {
            return (view.number(field.index()) & mask) != 0 != (truth.number(same.index()) != 0);
        }
        return numbers && (view.number(field.index()) & mask) != (truth.number(same.index()) & mask);
    }
}
