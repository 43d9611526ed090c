package io.eunomia.runtime.internal.stream;

import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.runtime.internal.decode.CompiledSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An iterator program as a stream. Attached it does nothing; each run goes once over all entries. It runs on demand, and at
 * its interval if it has one. Owns the link.
 */
final class IteratorStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IteratorStream.class);
    private static final int BATCH = 1024;

    private final TrackerHub hub;
    private final int index;
    private final CompiledSchema schema;
    private final Feed.Iterator feed;
    private final BpfLink link;
    private final ScheduledExecutorService executor;
    private Future<?> ticking;

    IteratorStream(TrackerHub hub, int index, CompiledSchema schema, Feed.Iterator feed, BpfProgram program,
            ScheduledExecutorService executor) {
        this.hub = hub;
        this.index = index;
        this.schema = schema;
        this.feed = feed;
        this.executor = executor;
        this.link = program.attach(feed.point());
    }

    CompiledSchema schema() {
        return schema;
    }

    /** Tells whether it is read only when somebody asks. */
    boolean onDemand() {
        return feed.interval() == null;
    }

    void start() {
        // Nothing is refused on the way, because the program waits for its reader.
        hub.describe(index, true, 0);
        if (!onDemand()) {
            ticking = executor.scheduleAtFixedRate(this::tick, 0, feed.interval().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        try (IteratorRecords records = open()) {
            List<ByteBuffer> batch = new ArrayList<>();
            while (records.next()) {
                batch.add(records.copy());
                if (batch.size() == BATCH) {
                    publish(batch);
                }
            }
            publish(batch);
        } catch (IOException | RuntimeException e) {
            LOG.warn("iterator {} could not be read; it is tried again in {}", feed.program(), feed.interval(), e);
        }
    }

    /** Publishes records, unless the stream has ended meanwhile. */
    private synchronized void publish(List<ByteBuffer> batch) {
        if (ticking != null && !ticking.isCancelled()) {
            hub.publishBatch(index, batch);
        }
        batch.clear();
    }

    /** Starts a run. @return owned by the caller */
    IteratorRecords open() {
        return new IteratorRecords(link.openIterator(), feed.recordBytes());
    }

    /** Counts the records of a run on demand. */
    void counted(long read, long undecodable) {
        hub.counted(index, schema, read, undecodable);
    }

    synchronized void finish() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    @Override
    public void close() {
        finish();
        link.close();
    }
}
