package io.eunomia.runtime.event;

import java.util.Locale;

/** A message about the stream itself, delivered in order among its events. */
public sealed interface Notice {

    /** The word that stands for the kind in every format. */
    String kind();

    /** One line for people. */
    String text();

    /** Events of {@code stream} were refused by a full ring in the kernel. @param count since the last such notice */
    record KernelLost(String stream, long count) implements Notice {
        @Override
        public String kind() {
            return "lost";
        }

        @Override
        public String text() {
            return count + " events of " + stream + " lost in the kernel: its ring was full";
        }
    }

    /** This subscriber was too slow. @param count events dropped since the last such notice */
    record Dropped(long count) implements Notice {
        @Override
        public String kind() {
            return "dropped";
        }

        @Override
        public String text() {
            return count + " events dropped: this subscriber reads too slowly";
        }
    }

    /** The tracker was updated; the events that follow come from the new version. */
    record Updated(String from, String to) implements Notice {
        @Override
        public String kind() {
            return "updated";
        }

        @Override
        public String text() {
            return from.isEmpty() && to.isEmpty() ? "updated" : "updated from " + (from.isEmpty() ? "no version" : from) + " to "
                    + (to.isEmpty() ? "no version" : to);
        }
    }

    /** Events after the one that a reader asked to continue from are no longer kept. @param count -1 when unknown */
    record Missed(long count) implements Notice {
        @Override
        public String kind() {
            return "missed";
        }

        @Override
        public String text() {
            return count < 0 ? "events were missed, nobody knows how many"
                    : count + " events were missed: they are not kept any more";
        }
    }

    /** Why a stream of events ended. */
    enum End {
        /** The reader got as many events as it asked for. */
        LIMIT,
        /** The time that the reader asked for is over. */
        DURATION,
        /** The source has an end and was read to it. */
        COMPLETE,
        /** The tracker was stopped, or could not go on. */
        STOPPED,
        /** The tracker was removed. */
        REMOVED,
        /** The tracker runs on, in a version that the reader's filter does not fit. */
        FILTER,
        /** The tracker runs on, and what wrote the events has gone: the bundle that brought the format or the export handler. */
        WRITER,
        /** The daemon, or the application that embeds the tracker, ends. */
        DAEMON;

        /** The word that stands for the reason in every format. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The stream ended; no events follow. @param reason one line for people */
    record Ended(End end, String reason) implements Notice {
        @Override
        public String kind() {
            return "ended";
        }

        @Override
        public String text() {
            return reason;
        }
    }
}
