package io.eunomia.runtime;

import java.util.List;
import java.util.OptionalLong;

/**
 * Counters of a tracker. All are monotonic over the tracker's life in this process; stop and start do not reset them.
 * For each stream: what the kernel side wrote = read + kernelLost, and read = decodable + undecodable; for each
 * subscriber: offered = delivered + dropped + pending.
 *
 * @param notAttached programs that a running tracker runs without
 * @param enrichments of the enrichers that its readers asked for
 */
public record TrackerStats(List<StreamLedger> streams, List<SubscriberLedger> subscribers,
        List<ProgramStats> programs, List<MapStats> maps, List<NotAttached> notAttached,
        List<EnrichmentLedger> enrichments) {

    /** Makes the counters of a tracker that does not run, or has all its programs attached. */
    public TrackerStats(List<StreamLedger> streams, List<SubscriberLedger> subscribers, List<ProgramStats> programs,
            List<MapStats> maps) {
        this(streams, subscribers, programs, maps, List.of(), List.of());
    }

    /** Makes the counters of a tracker whose readers asked for no enricher. */
    public TrackerStats(List<StreamLedger> streams, List<SubscriberLedger> subscribers, List<ProgramStats> programs,
            List<MapStats> maps, List<NotAttached> notAttached) {
        this(streams, subscribers, programs, maps, notAttached, List.of());
    }

    public TrackerStats {
        streams = List.copyOf(streams);
        subscribers = List.copyOf(subscribers);
        programs = List.copyOf(programs);
        maps = List.copyOf(maps);
        notAttached = List.copyOf(notAttached);
        enrichments = List.copyOf(enrichments);
    }

    /**
     * Counts what became of the records of one stream.
     *
     * @param stream name of the stream
     * @param map name of the ring, perf or table map
     * @param kernelLost records refused by a full ring; empty when the program keeps no count
     * @param read records read
     * @param undecodable records too short for the schema, counted and not delivered
     * @param highestFillBytes highest number of unread bytes seen
     * @param capacityBytes of the ring
     */
    public record StreamLedger(String stream, String map, OptionalLong kernelLost, long read, long undecodable,
            long highestFillBytes, long capacityBytes) {
    }

    /**
     * Counts what became of the events for one subscriber.
     *
     * @param name who it is, for people
     * @param offered events that passed its filter
     * @param delivered handed over; by an export, written to its destination
     * @param dropped refused because its buffer was full, or not taken by an export's destination
     * @param pending waiting in its buffer, or taken by an export and not written yet
     */
    public record SubscriberLedger(String name, long offered, long delivered, long dropped, long pending) {
    }

    /**
     * Counts the events in which fields of an enricher were shown as unknown; once for readers who share one text.
     *
     * @param enricher its name
     * @param unknown all of them
     * @param late those of them whose look-up was not done in time
     */
    public record EnrichmentLedger(String enricher, long unknown, long late) {
    }

    /**
     * Tells where a program is attached and how often it ran.
     *
     * @param attachedTo where, or empty when not attached
     * @param kernelId as {@code bpftool prog} shows it
     * @param runCount 0 unless kernel.bpf_stats_enabled
     * @param runNanos in ns, 0 unless kernel.bpf_stats_enabled
     */
    public record ProgramStats(String name, String type, String attachedTo, int kernelId, long runCount,
            long runNanos, long memoryBytes, long recursionMisses) {
    }

    /**
     * Tells the layout of a map and the memory it takes.
     *
     * @param memoryBytes kernel memory, -1 when the kernel does not tell
     * @param pin path of the file that keeps it in the kernel, or empty
     */
    public record MapStats(String name, String type, int keyBytes, int valueBytes, int maxEntries,
            long memoryBytes, String pin) {

        /** Makes the entry of a map that is not pinned. */
        public MapStats(String name, String type, int keyBytes, int valueBytes, int maxEntries, long memoryBytes) {
            this(name, type, keyBytes, valueBytes, maxEntries, memoryBytes, "");
        }
    }
}
