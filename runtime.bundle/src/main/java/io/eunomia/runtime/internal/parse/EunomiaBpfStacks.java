package io.eunomia.runtime.internal.parse;

import io.eunomia.runtime.descriptor.Descriptor.FieldSpec;
import java.util.List;
import java.util.Map;

/** Reads how eunomia-bpf is told to show the call stacks of events: {@code "intepreter": {"stack_trace": {…}}}, spelt so. */
final class EunomiaBpfStacks {
    private static final String STACKS = "stack_trace";

    private EunomiaBpfStacks() {
    }

    static boolean isStacks(JsonValue reading) {
        return reading.raw() instanceof Map<?, ?> && reading.object().has(STACKS);
    }

    /** Returns how fields are shown. @param all those of the record */
    static List<FieldSpec> fields(JsonValue reading, List<FieldSpec> all) {
        if (!isStacks(reading)) {
            return all;
        }
        JsonObject members = reading.objectOrEmpty().get(STACKS).objectOrEmpty();
        JsonObject names = members.get("field_map").objectOrEmpty();
        if (!members.get("with_symbols").scalarOr("true").equals("true")) {
            members.warnings().add(reading.pointer() + '/' + STACKS + "/with_symbols: has no effect here; functions are named");
        }
        String process = names.get("pid").textOr("pid");
        String kernel = names.get("kstack").textOr("kstack");
        String user = names.get("ustack").textOr("ustack");
        for (String size : List.of("kstack_sz", "ustack_sz")) {
            String expected = (size.startsWith("k") ? kernel : user) + "_sz";
            if (!names.get(size).textOr(expected).equals(expected)) {
                names.warnings().add(reading.pointer() + '/' + STACKS + "/field_map/" + size + ": has no effect here; the size of a stack is in the"
                        + " field called after it, " + expected);
            }
        }
        names.get("cpu_id");
        names.get("comm");
        names.warnAboutRest();
        members.warnAboutRest();
        return all.stream().map(field -> field.name().equals(kernel) ? new FieldSpec(kernel, 0, "kstack")
                : field.name().equals(user) ? new FieldSpec(user, 0, "ustack", process) : field).toList();
    }
}
