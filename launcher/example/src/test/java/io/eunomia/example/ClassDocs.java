package io.eunomia.example;

import io.eunomia.launcher.embed.Eunomia;
import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.ring.EventReader;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import io.eunomia.runtime.UpdateReceipt;
import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.SubscriptionOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Flow;

/** The examples in the descriptions of classes, compiled. {@link ClassDocsTest} compares them, one method for each class. */
@SuppressWarnings("UnusedMethod") // They are to be compiled and compared; that they run is what other tests show.
final class ClassDocs {
    private ClassDocs() {
    }

    private static void trackerManager(TrackerManager manager, Path file, Path newer, PrintStream out) throws IOException {
        PackageSource source = new PackageSource("opens", Files.readAllBytes(file), "the installer");
        Tracker tracker = manager.start(source, StartOptions.none());

        PackageSource next = new PackageSource("opens", Files.readAllBytes(newer), "the installer");
        UpdateReceipt receipt = manager.update(tracker.id(), next);
        out.println(receipt.from() + " to " + receipt.to() + ", lost " + receipt.lost());

        manager.stop(tracker.id());
        manager.remove(tracker.id(), false);
    }

    private static EventConsumer eventView(PrintStream out) {
        return new EventConsumer() {
            @Override
            public void event(EventView event) {
                int pid = event.schema().field("pid").orElseThrow().index();
                int comm = event.schema().field("comm").orElseThrow().index();
                out.println(event.readTime() + " " + event.number(pid) + " " + event.text(comm));
            }

            @Override
            public void notice(Notice notice) {
                out.println("# " + notice);
            }
        };
    }

    private static void subscription(Tracker tracker, EventConsumer consumer, PrintStream out) throws InterruptedException {
        SubscriptionOptions options = SubscriptionOptions.all("audit");
        try (Subscription events = tracker.subscribe(options)) {
            while (events.poll(consumer, 1000, Duration.ofSeconds(1)) >= 0) {
                if (events.dropped() > 0) {
                    out.println("too slow: " + events.dropped() + " of " + events.offered() + " dropped");
                }
            }
        }
    }

    private static void bpfObject(Libbpf libbpf, byte[] elf, PrintStream out) {
        try (BpfObject object = libbpf.open("opens", elf).load();
                EventReader reader = object.openReader("rb", 8);
                BpfLink link = object.program("on_open").attach(AttachPoint.bySection())) {
            int count = reader.drain((memory, offset, length) -> out.println(memory.getInt(offset)), 1000);
            out.println(count + " records from " + link.program());
        }
    }

    private static void eunomia(Path state, Flow.Subscriber<Exec> subscriber) throws InterruptedException {
        try (Eunomia eunomia = Eunomia.builder().state(state).start()) {
            Tracker process = eunomia.start("process");
            eunomia.events(process, Exec.class).subscribe(subscriber);
            Thread.currentThread().join();
        }
    }

    /** Fields are taken by name; those that the record has not are left out. */
    record Exec(int pid, String comm) {
    }
}
