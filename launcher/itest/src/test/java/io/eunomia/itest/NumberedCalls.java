package io.eunomia.itest;

import io.eunomia.testkit.Await;
import io.eunomia.testkit.Outcome;
import io.eunomia.testkit.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The program {@code numbered_opens}, which makes numbered calls at a steady rate. Owns its process. */
final class NumberedCalls implements AutoCloseable {
    private final Running running;
    private final ByteBuffer counter;

    private NumberedCalls(Running running, ByteBuffer counter) {
        this.running = running;
        this.counter = counter;
    }

    /** @param counter a file for how many calls it has made */
    static NumberedCalls start(Path program, int rate, Path counter) {
        try {
            // Made here, so that it can be mapped before the program does it.
            Files.write(counter, new byte[Long.BYTES]);
            try (FileChannel file = FileChannel.open(counter, StandardOpenOption.READ)) {
                ByteBuffer mapped = file.map(MapMode.READ_ONLY, 0, Long.BYTES).order(ByteOrder.nativeOrder());
                return new NumberedCalls(Running.start(new ProcessBuilder(program.toString(), Integer.toString(rate), counter.toString())), mapped);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return running.pid();
    }

    /** Returns how many are made and over; one more may be under way. */
    int made() {
        return Math.toIntExact(counter.getLong(0));
    }

    /** Ends it, and returns how many it says it has made. */
    int finish() {
        try {
            running.process().getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Outcome outcome = running.finish(Await.LONG);
        if (outcome.exit() != 0) {
            throw new AssertionError("numbered_opens: " + outcome);
        }
        return Integer.parseInt(outcome.out().strip());
    }

    @Override
    public void close() {
        running.close();
    }
}
