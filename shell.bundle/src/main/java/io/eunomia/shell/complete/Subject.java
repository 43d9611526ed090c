package io.eunomia.shell.complete;

import io.eunomia.runtime.Plan.PlannedMap;
import io.eunomia.runtime.Plan.PlannedProgram;
import io.eunomia.runtime.view.ArgumentView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackerView.FieldView;
import io.eunomia.runtime.view.TrackerView.StreamView;
import io.eunomia.shell.command.ControlCommand.Word;
import io.eunomia.shell.complete.Candidates.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The tracker or package that a line is about.
 *
 * @param word names it
 * @param kind what the word may be
 */
record Subject(Offers offers, Optional<String> word, Word kind) {

    /** The installed tracker, unless the command means packages. */
    Optional<TrackerView> tracker() {
        return kind == Word.PACKAGE ? Optional.empty() : word.flatMap(offers::tracker);
    }

    private Optional<PlanView> plan() {
        Optional<TrackerView> tracker = tracker();
        return tracker.isPresent() ? offers.plan(tracker.get()) : kind == Word.TRACKER ? Optional.empty() : word.flatMap(offers::plan);
    }

    Map<String, ArgumentView> arguments() {
        return tracker().map(TrackerView::arguments).or(() -> plan().map(PlanView::arguments)).orElse(Map.of());
    }

    /** The fields of all streams, and those that enrichers add. */
    Stream<Candidate> fields() {
        Optional<TrackerView> tracker = tracker().filter(one -> !one.streams().isEmpty());
        return tracker.isPresent() ? tracker.get().streams().stream().flatMap(stream -> Stream.concat(described(stream.fields()),
                stream.addable().stream().map(name -> new Candidate(name, "added by an enricher"))))
                : plan().stream().flatMap(plan -> plan.streams().stream()).flatMap(stream -> described(stream.layout()));
    }

    private static Stream<Candidate> described(List<FieldView> fields) {
        return fields.stream().map(field -> new Candidate(field.name(), field.description().isEmpty() ? field.type()
                : OneLine.of(field.description())));
    }

    Stream<String> streams() {
        return tracker().stream().flatMap(one -> one.streams().stream()).map(StreamView::name);
    }

    List<PlannedProgram> programs() {
        return plan().map(PlanView::programs).orElse(List.of());
    }

    /** The maps that are no rings, whose entries a display may show. */
    Stream<PlannedMap> shownMaps() {
        return maps().filter(map -> !map.type().equals("ringbuf") && !map.type().equals("perf_event_array"));
    }

    Stream<PlannedMap> maps() {
        return plan().stream().flatMap(plan -> plan.maps().stream());
    }

    Stream<Candidate> displays() {
        return of(offers::displays).map(one -> new Candidate(one.name(), one.kind()));
    }

    /** The columns of one display. */
    Stream<String> columns(String display) {
        return of(offers::displays).filter(one -> one.name().equals(display)).flatMap(one -> Stream.concat(one.key().stream(), one.columns().stream()));
    }

    Stream<String> digests() {
        return of(offers::digests);
    }

    private <T> Stream<T> of(Function<TrackerView, List<T>> question) {
        return tracker().stream().flatMap(one -> question.apply(one).stream());
    }
}
