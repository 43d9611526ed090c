package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.BpfMap;
import io.eunomia.runtime.internal.display.DisplaySet;
import io.eunomia.runtime.internal.display.MapDisplay;
import io.eunomia.runtime.internal.display.Series;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the rows that a table publishes, and hands what it drains to the display of the same map, which does not drain it again.
 *
 * @param drain whether rows are taken out of the map
 * @param added whether rows are the display's, added up over CPUs and the like, rather than entries of the map
 */
record TableRows(MapDisplay display, DisplaySet displays, boolean drain, boolean added) {

    /** Reads entries of a map that no program writes to any more, or of the only one. */
    List<ByteBuffer> entries(BpfMap map) {
        return rows(came -> {
            List<ByteBuffer> rows = new ArrayList<>();
            map.forEach((key, value) -> {
                rows.add(ByteBuffer.allocate(key.length + value.length).order(ByteOrder.nativeOrder()).put(key).put(value).flip());
                if (drain) {
                    display.add(key, value, came);
                }
            }, drain);
            return rows;
        });
    }

    /** Reads the rows of the display. @param last whether no program writes any more */
    List<ByteBuffer> sums(boolean last) {
        return rows(came -> {
            if (!drain) {
                display.read(came);
            } else if (last) {
                display.drainAll(came);
            } else {
                display.drain(came);
            }
            List<ByteBuffer> rows = new ArrayList<>();
            for (int row = 0; row < came.size(); row++) {
                rows.add(ByteBuffer.wrap(came.rows(), came.at(row), display.plan().shape().rowBytes()).slice().order(ByteOrder.LITTLE_ENDIAN));
            }
            return rows;
        });
    }

    /** Reads rows, and gives the display what was drained of them. */
    private List<ByteBuffer> rows(Function<Series, List<ByteBuffer>> reading) {
        Series came = display.newSeries();
        try {
            List<ByteBuffer> rows = reading.apply(came);
            drained(came);
            return rows;
        } finally {
            came.free();
        }
    }

    private void drained(Series came) {
        if (drain) {
            displays.add(display, came);
        }
    }
}
