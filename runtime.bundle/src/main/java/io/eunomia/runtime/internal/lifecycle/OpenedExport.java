package io.eunomia.runtime.internal.lifecycle;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.export.ExportHandler;
import io.eunomia.runtime.internal.export.RegisteredHandlers.Registered;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Calls export handlers, which may come from anybody's bundle: whatever one throws is reported as its fault. */
final class OpenedExport {

    private OpenedExport() {
    }

    /** Reads a setting that is a list of names. @param list with commas between; null for none */
    static List<String> names(String list) {
        return list == null ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    /**
     * Has a handler open an export.
     *
     * @throws TrackerException of the handler's own, or naming the handler that failed
     */
    static <T> T by(String name, Registered registered, Function<ExportHandler, T> open) {
        try {
            ExportHandler handler = registered.get();
            T export = handler == null ? null : open.apply(handler);
            if (export != null) {
                return export;
            }
            throw failed(name, registered, handler == null ? "has gone" : "opened nothing", null);
        } catch (TrackerException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw failed(name, registered, "failed: " + e, e);
        }
    }

    private static TrackerException failed(String name, Registered registered, String what, Throwable cause) {
        return new TrackerException(Failure.at(FailureKind.BAD_REQUEST, "/export_handlers",
                "the export handler \"" + name + "\" of " + registered.bundle() + ' ' + what,
                "start the tracker without it, or mend the handler"), cause);
    }
}
