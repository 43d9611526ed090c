package io.eunomia.runtime.view;

import io.eunomia.runtime.FailedUpdate;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerCost;
import io.eunomia.runtime.event.EventSchema;
import io.eunomia.runtime.event.Field;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows a tracker; see {@link Tracker} for the members. @param cost of its programs, for who asked for it */
public record TrackerView(int id, String name, String version, String description, String state, Instant since,
        String source, OriginView origin, long bundleId, Optional<FailureView> failure, List<String> warnings,
        List<NotAttachedView> notAttached, Map<String, ArgumentView> arguments, OptionsView options,
        List<StreamView> streams, List<ReceiptView> updates, Optional<FailedUpdateView> failedUpdate,
        Optional<Instant> pinnedSince, Optional<CostView> cost) {

    /** Shows who wants a tracker. */
    public record OriginView(String kind, String key) {
    }

    /** Shows a program that its tracker runs without. */
    public record NotAttachedView(String program, String target, FailureView failure) {

        static List<NotAttachedView> of(List<NotAttached> programs) {
            return programs.stream().map(one -> new NotAttachedView(one.program(), one.target(), FailureView.of(one.failure())))
                    .toList();
        }
    }

    /** Shows a stream of events. @param addable names of the fields that enrichers add for readers who ask for them */
    public record StreamView(String name, String map, String struct, String note, List<FieldView> fields,
            List<String> addable) {

        static StreamView of(Tracker tracker, EventSchema schema) {
            return new StreamView(schema.stream(), schema.map(), schema.struct(), schema.note(), FieldView.of(schema.fields()),
                    tracker.addable(schema));
        }
    }

    /** Shows a field of a stream's events; see {@link Field}. */
    public record FieldView(String name, String kind, String type, String unit, boolean shown, String description) {

        static List<FieldView> of(List<Field> fields) {
            return fields.stream().map(field -> new FieldView(field.name(), field.kind().name().toLowerCase(Locale.ROOT),
                    field.typeName(), field.unit(), field.shown(), field.description())).toList();
        }
    }

    /** Shows a hot update that failed. */
    public record FailedUpdateView(Instant time, FailureView failure) {

        static FailedUpdateView of(FailedUpdate failed) {
            return new FailedUpdateView(failed.time(), FailureView.of(failed.failure()));
        }
    }

    public static TrackerView of(Tracker tracker) {
        return of(tracker, Optional.empty());
    }

    static TrackerView of(Tracker tracker, Optional<TrackerCost> cost) {
        return new TrackerView(tracker.id(), tracker.name(), tracker.version(), tracker.description(),
                tracker.state().label(), tracker.since(), tracker.source(),
                new OriginView(tracker.origin().kind().label(), tracker.origin().key()), tracker.bundleId(),
                tracker.failure().map(FailureView::of), tracker.warnings(), NotAttachedView.of(tracker.notAttached()),
                ArgumentView.of(tracker.arguments()), OptionsView.of(tracker.options()),
                tracker.streams().stream().map(stream -> StreamView.of(tracker, stream)).toList(),
                tracker.updates().stream().map(ReceiptView::of).toList(), tracker.failedUpdate().map(FailedUpdateView::of),
                tracker.pinnedSince(), cost.map(CostView::of));
    }
}
