package io.eunomia.runtime.internal.export;

import io.eunomia.runtime.Failure;
import io.eunomia.runtime.FailureKind;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.display.DisplayFormat;
import io.eunomia.runtime.display.DisplayInfo;
import io.eunomia.runtime.display.DisplayKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The formats in which exports write readings of displays, one after the other. */
final class ReadingFormats {
    /** Columns of plain text: nobody knows the width of the terminal on which a file is read. */
    static final int WIDTH = 80;

    private ReadingFormats() {
    }

    /**
     * Finds a format.
     *
     * @throws TrackerException when there is none of that name, or these displays cannot be written in it one after the other
     */
    static DisplayFormat of(String handler, String name, List<DisplayInfo> displays) {
        DisplayFormat format = DisplayFormat.of(name).filter(one -> one != DisplayFormat.SVG).orElseThrow(() -> refused(handler, name,
                "formats of displays: " + Arrays.stream(DisplayFormat.values()).filter(one -> one != DisplayFormat.SVG)
                        .map(DisplayFormat::label).collect(Collectors.joining(", "))));
        if (format == DisplayFormat.CSV && displays.size() > 1) {
            throw refused(handler, name, "its columns are those of one display: export " + displays.stream().map(DisplayInfo::name)
                    .collect(Collectors.joining(", ")) + " each by itself, or as json");
        }
        if (format.ofStacks() && displays.stream().anyMatch(display -> display.kind() != DisplayKind.STACKS)) {
            throw refused(handler, name, format.label() + " is a form of stacks");
        }
        if (format.ofStacks() && displays.stream().anyMatch(display -> !display.drained())) {
            throw refused(handler, name, "who reads " + format.label() + " lines adds them up, and each reading of a display that is not drained has all"
                    + " that there was: drain it (\"drain\": true), or write json");
        }
        return format;
    }

    private static TrackerException refused(String handler, String name, String hint) {
        return new TrackerException(Failure.of(FailureKind.BAD_REQUEST, "export handler " + handler + " cannot write these displays as \""
                + name + '"', hint));
    }
}
