package io.eunomia.runtime.event;

import java.util.Locale;

/** A record of its own kind in a stream of events. */
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

    /** A new version took over; what follows is its. */
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

    /** Events that a reader asked to begin after, and that are not kept any more. @param count at most; -1 when unknown */
    record Missed(long count) implements Notice {
        @Override
        public String kind() {
            return "missed";
        }

        @Override
        public String text() {
            return count < 0 ? "an unknown number of events were missed: the tracker was started anew since then"
                    : count + " events were missed: they are not kept any more";
        }
    }

    /** Why no events follow. */
    enum End {
        /** As many events as were asked for. */
        LIMIT,
        /** The time that was asked for is over. */
        DURATION,
        /** What was to be read has an end, and was read to it. */
        COMPLETE,
        /** The tracker was stopped, or could not go on. */
        STOPPED,
        /** The tracker was removed. */
        REMOVED,
        /** The tracker runs on, in a version that the reader's filter does not fit. */
        FILTER,
        /** The daemon, or the application that runs the tracker, ends. */
        DAEMON;

        /** The word that stands for it in every format. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No events follow. @param reason one line for people */
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
