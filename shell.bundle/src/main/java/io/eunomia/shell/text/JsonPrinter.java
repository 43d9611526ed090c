package io.eunomia.shell.text;

import com.fasterxml.jackson.jr.ob.JSON;
import io.eunomia.runtime.view.RemovalView;
import io.eunomia.runtime.view.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Prints views as indented JSON, as the HTTP interface answers them but for members that are null. */
public final class JsonPrinter {

    private JsonPrinter() {
    }

    /** Prints a view; a removal without pins, to which the HTTP interface answers nothing, is {@code null}. */
    public static void print(Record view, Terminal terminal) {
        print(view instanceof RemovalView removal && removal.withoutPins() ? null : Views.members(view), terminal);
    }

    static void print(Map<String, Object> members, Terminal terminal) {
        try {
            terminal.out().println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(members));
        } catch (IOException e) {
            throw new UncheckedIOException("text that cannot be written as JSON", e);
        }
    }
}
