package io.eunomia.runtime.view;

import io.eunomia.runtime.display.DisplayInfo;
import java.util.List;

/** Shows which displays a tracker has. */
public record DisplaysView(List<DisplayView> displays) {

    /**
     * Shows a display; see {@link DisplayInfo}.
     *
     * @param kind label of its {@link io.eunomia.runtime.display.DisplayKind}
     * @param intervalNs at which it is drained and shown
     */
    public record DisplayView(String name, String kind, String map, String unit, long intervalNs, boolean drained, boolean guessed,
            boolean shown, String note, List<String> key, List<String> columns) {
    }

    public static DisplaysView of(List<DisplayInfo> displays) {
        return new DisplaysView(displays.stream().map(one -> new DisplayView(one.name(), one.kind().label(), one.map(), one.unit(),
                one.interval().toNanos(), one.drained(), one.guessed(), one.shown(), one.note(), one.key(), one.columns())).toList());
    }
}
