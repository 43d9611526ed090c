package io.eunomia.runtime.internal.stack;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import io.eunomia.runtime.event.Utf8Sink;
import io.eunomia.runtime.internal.text.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Writes a stack in the forms that events and displays have in common. */
public final class StackTexts {
    private StackTexts() {
    }

    public static void json(CallStack stack, Utf8Sink out) {
        out.put('[');
        boolean first = true;
        for (StackFrame frame : stack.frames()) {
            out.ascii(first ? "{\"name\":" : ",{\"name\":");
            first = false;
            JsonText.string(frame.name(), out);
            out.ascii(",\"module\":");
            JsonText.string(frame.module(), out);
            if (frame.address() != 0) {
                out.ascii(",\"address\":\"").ascii(String.format("0x%x", frame.address())).put('"');
            }
            out.ascii(",\"offset\":").decimal(frame.offset()).ascii(frame.kernel() ? ",\"kernel\":true" : "")
                    .ascii(frame.known() ? "" : ",\"known\":false").put('}');
        }
        if (!stack.missing().isEmpty()) {
            out.ascii("{\"missing\":");
            JsonText.string(stack.missing(), out);
            out.put('}');
        }
        out.put(']');
    }

    /** Writes a stack as one text, from the outermost function on. */
    public static void cell(CallStack stack, Utf8Sink out) {
        out.text(FlameLevel.folded(FlameLevel.of(stack)));
    }

    /** Returns a line for each function as people read them, the running one first; or why there is no stack. */
    public static List<String> lines(CallStack stack) {
        List<String> lines = new ArrayList<>();
        if (!stack.missing().isEmpty()) {
            lines.add('[' + stack.missing() + ']');
        }
        for (StackFrame frame : stack.frames()) {
            lines.add(frame.name() + (frame.module().isEmpty() ? ""
                    : " (" + frame.module() + (frame.known() ? ")" : String.format("+0x%x)", frame.offset()))));
        }
        return lines;
    }
}
