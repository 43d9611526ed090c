package io.eunomia.runtime.event;

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
            return "updated from " + from + " to " + to;
        }
    }

    /** No events follow. */
    record Ended(String reason) implements Notice {
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
