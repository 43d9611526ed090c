package io.eunomia.example;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Prints the next three programs that are started on this machine, and ends. Needs root. */
public final class ExecWatcher {

    /** The components are named as the fields of the tracker's events. */
    record Exec(Instant time, int pid, String comm, String args) {
    }

    private ExecWatcher() {
    }

    public static void main(String[] arguments) {
        watch(System.out, 3);
    }

    static void watch(PrintStream out, int count) {
        try (Eunomia eunomia = Eunomia.builder().start()) {
            Tracker process = eunomia.start("process",
                    new StartOptions("", Map.of("exits", "false"), Map.of(), List.of()));
            Printer printer = new Printer(out, count);
            eunomia.events(process, Exec.class).subscribe(printer);
            printer.done.join();
        }
    }

    /** Asks for so many events and no more. */
    private static final class Printer implements Flow.Subscriber<Exec> {
        private final PrintStream out;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final int count;
        private int seen;

        Printer(PrintStream out, int count) {
            this.out = out;
            this.count = count;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(count);
        }

        @Override
        public void onNext(Exec event) {
            out.println(event);
            if (++seen == count) {
                done.complete(null);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }
}
