package io.eunomia.shell.command;

import io.eunomia.runtime.display.RowOrder;
import io.eunomia.runtime.view.CostView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Orders the list of trackers by its columns. */
final class ListedOrder {
    private static final Map<String, Function<TrackerView, String>> TEXTS = Map.of("name", TrackerView::name, "version", TrackerView::version,
            "state", TrackerView::state, "source", TrackerView::source);
    private static final Map<String, Function<TrackerView, Double>> NUMBERS = numbers();

    private ListedOrder() {
    }

    private static Map<String, Function<TrackerView, Double>> numbers() {
        Map<String, Function<TrackerView, Double>> numbers = new LinkedHashMap<>();
        numbers.put("id", tracker -> (double) tracker.id());
        // The column shows how long ago that was.
        numbers.put("since", tracker -> (double) -tracker.since().toEpochMilli());
        numbers.put("cpu", tracker -> tracker.cost().map(CostView::cpu).orElse(0.0));
        numbers.put("run", tracker -> tracker.cost().map(CostView::nanosPerRun).map(Number::doubleValue).orElse(0.0));
        numbers.put("bundle", tracker -> (double) tracker.bundleId());
        return numbers;
    }

    /** @throws CommandFailure when there is no such column; it names those that there are */
    static TrackersView of(TrackersView all, RowOrder order) {
        String column = order.column().toLowerCase(Locale.ROOT);
        Stream<TrackerView> rows = all.trackers().stream();
        if (!column.isEmpty()) {
            boolean text = TEXTS.containsKey(column);
            Comparator<TrackerView> by = text ? Comparator.comparing(TEXTS.get(column)) : Comparator.comparing(number(column));
            rows = rows.sorted(order.ascending(text) ? by : by.reversed());
        }
        return new TrackersView(order.top() == 0 ? rows.toList() : rows.limit(order.top()).toList());
    }

    private static Function<TrackerView, Double> number(String column) {
        Function<TrackerView, Double> number = NUMBERS.get(column);
        if (number == null) {
            throw new CommandFailure(ExitCode.USAGE, "--sort: there is no column " + column, "the columns are " + String.join(", ", columns()));
        }
        return number;
    }

    static List<String> columns() {
        return Stream.concat(NUMBERS.keySet().stream(), TEXTS.keySet().stream().sorted()).toList();
    }
}
