package io.eunomia.launcher.embed;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a display showed at one time, with its rows as records. Immutable.
 *
 * @param at when its map was read
 * @param span the time that it is about: since the reading before, or since the display began
 * @param reset whether the sums begin anew in it, because the tracker was updated and its map was not kept
 * @param last whether it is the last one, because the tracker has ended
 * @param rows in their order, at most as many as the display shows
 * @param total how many rows there are, however many of them are shown
 * @param other the sums of the rows that are not shown, by column; empty if there are none
 */
public record DisplayRows<T>(Instant at, Duration span, boolean reset, boolean last, List<T> rows, long total, Map<String, Object> other) {

    public DisplayRows {
        rows = List.copyOf(rows);
        other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
    }
}
