package io.eunomia.bench.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What one measurement found. Confined to one thread. */
public final class Results {
    private final String name;
    private final String title;
    private final String conditions;
    private final String time;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** @param conditions machine and versions, and how long it was measured */
    public Results(String name, String title, String conditions) {
        this(name, title, conditions, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    Results(String name, String title, String conditions, String time) {
        this.name = name;
        this.title = title;
        this.conditions = conditions;
        this.time = time;
    }

    public Figure add(String what, String subject, String unit, double... values) {
        return add(new Figure(what, subject, unit, values, false));
    }

    /** What others of the same quantity are compared with. */
    public Figure reference(String what, String subject, String unit, double... values) {
        return add(new Figure(what, subject, unit, values, true));
    }

    private Figure add(Figure figure) {
        figures.add(figure);
        return figure;
    }

    public void target(Target target) {
        targets.add(target);
    }

    /** A sentence for the reader: what is missing, or how a figure is to be understood. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public String conditions() {
        return conditions;
    }

    public String time() {
        return time;
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public List<Target> targets() {
        return List.copyOf(targets);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    void restore(Figure figure) {
        figures.add(figure);
    }
}
