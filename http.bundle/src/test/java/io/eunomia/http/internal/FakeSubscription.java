package io.eunomia.http.internal;

import io.eunomia.runtime.event.EventConsumer;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Field;
import io.eunomia.runtime.event.FieldKind;
import io.eunomia.runtime.event.Notice;
import io.eunomia.runtime.event.Subscription;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands over what a test puts in. */
final class FakeSubscription implements Subscription {
    static final EventSchema SCHEMA = new Schema();

    final LinkedBlockingQueue<Object> records = new LinkedBlockingQueue<>();
    final CountDownLatch closed = new CountDownLatch(1);
    private long sequence;

    /** Puts an event with this number. */
    void event(long number) {
        records.add(number);
    }

    void notice(Notice notice) {
        records.add(notice);
    }

    @Override
    public String epoch() {
        return "k3";
    }

    @Override
    public List<EventSchema> streams() {
        return List.of(SCHEMA);
    }

    @Override
    public int poll(EventConsumer consumer, int maxEvents, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int handed = 0;
        while (handed < maxEvents) {
            Object record = records.poll(handed > 0 ? 0 : deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (record == null) {
                return handed;
            }
            if (record == this) {
                records.add(this);
                return handed > 0 ? handed : -1;
            }
            handed++;
            if (record instanceof Notice notice) {
                consumer.notice(notice);
            } else {
                consumer.event(new Event(++sequence, (Long) record));
            }
        }
        return handed;
    }

    @Override
    public long offered() {
        return sequence;
    }

    @Override
    public long delivered() {
        return sequence;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        closed.countDown();
        records.add(this);
    }

    private static final class Schema implements EventSchema {
        private final List<Field> fields = List.of(
                new Field(0, "number", FieldKind.UNSIGNED, "u64", "", "", 10, Long.class, true));

        @Override
        public String stream() {
            return "numbers";
        }

        @Override
        public String map() {
            return "rb";
        }

        @Override
        public String struct() {
            return "event";
        }

        @Override
        public List<Field> fields() {
            return fields;
        }

        @Override
        public Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }

        @Override
        public String note() {
            return "";
        }
    }

    private record Event(long sequence, long value) implements EventView {
        @Override
        public EventSchema schema() {
            return SCHEMA;
        }

        @Override
        public long readNanos() {
            return 0;
        }

        @Override
        public long timeNanos() {
            return 0;
        }

        @Override
        public boolean present(int field) {
            return true;
        }

        @Override
        public long number(int field) {
            return value;
        }

        @Override
        public double floating(int field) {
            return value;
        }

        @Override
        public Object value(int field) {
            return value;
        }

        @Override
        public String text(int field) {
            return Long.toString(value);
        }

        @Override
        public void appendText(int field, Utf8Sink out) {
            out.decimal(value);
        }

        @Override
        public void appendJson(int field, Utf8Sink out) {
            out.decimal(value);
        }

        @Override
        public ByteBuffer memory() {
            return ByteBuffer.allocate(8);
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int length() {
            return 8;
        }
    }
}
