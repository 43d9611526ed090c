package io.eunomia.runtime.internal.decode;

import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.EventView;
import io.eunomia.runtime.event.Utf8Sink;
import java.nio.ByteBuffer;

/** A reused view: {@link #at} moves it to another record. Confined to one thread; makes no garbage. */
public final class RecordView implements EventView {
    private final CompiledSchema schema;

    RecordView(CompiledSchema schema) {
        this.schema = schema;
    }

    /**
     * Moves the view.
     *
     * @param memory in little-endian order, read absolutely; the record is contiguous
     * @param offset of the record's first byte in {@code memory}
     * @param length in bytes; {@link CompiledSchema#decodable} must have accepted it
     * @param sequence number of the event in its tracker
     * @param readNanos when it was read, in ns since the epoch
     * @return this
     */
    public RecordView at(ByteBuffer memory, int offset, int length, long sequence, long readNanos) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventSchema schema() {
        return schema;
    }

    @Override
    public long sequence() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long readNanos() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long timeNanos() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean present(int field) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long number(int field) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double floating(int field) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String text(int field) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void appendText(int field, Utf8Sink out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void appendJson(int field, Utf8Sink out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteBuffer memory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int offset() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int length() {
        throw new UnsupportedOperationException();
    }
}
