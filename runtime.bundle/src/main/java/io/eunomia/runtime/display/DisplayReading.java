package io.eunomia.runtime.display;

import io.eunomia.runtime.event.Utf8Sink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What one reader got of a display at one time. Stays valid for as long as it is kept; confined to one thread at a time. */
@ProviderType
public interface DisplayReading {

    DisplayInfo display();

    /** When its map was read. */
    Instant at();

    /** The time that it is about: since the reader's last reading, or since the display began. */
    Duration span();

    /** Tells whether the sums begin anew in it, because the tracker was updated and its map was not kept. */
    boolean reset();

    /** Tells whether it is the last one, because the tracker has ended. */
    boolean last();

    /** How many rows there are, however many of them are shown. */
    long total();

    /** How many rows are not shown for their number; what they count is in {@link #other}. */
    long others();

    /** The rows in their order, at most as many as the display shows. Makes objects of all of them. */
    List<Row> rows();

    /** The sums of the rows that are not shown; null if there are none. */
    Row other();

    /**
     * Writes the reading as people or machines read it: text whose lines end with a line feed.
     *
     * @param format json (one line), csv or plain; of stacks also collapsed or svg
     * @param width columns of the terminal, for plain text
     * @param first whether it is the first that is written to this output, which then gets a header where the format has one
     * @throws IllegalArgumentException when the format is of stacks and the display is not
     */
    void write(DisplayFormat format, int width, boolean first, Utf8Sink out);

    /**
     * A row.
     *
     * @param key by column; null for values that there are not, stacks as {@link CallStack}
     * @param values by column, numbers that were worked out as {@link Double}, stacks as {@link CallStack}
     * @param buckets of a histogram, up to the last that is not empty
     */
    record Row(Map<String, Object> key, Map<String, Object> values, List<Bucket> buckets) {
    }

    /** A bucket of a histogram. @param to the greatest value that is counted in it */
    record Bucket(long from, long to, long count) {
    }
}
