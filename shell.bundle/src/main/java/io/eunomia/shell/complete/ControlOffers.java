package io.eunomia.shell.complete;

import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.view.DisplaysView.DisplayView;
import io.eunomia.runtime.view.HistoryView.PackageView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.TrackerView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks a {@link Control} for names. Confined to one thread, and to one completion: what was asked once is kept. */
public class ControlOffers implements Offers {
    private final Control control;
    private final Caller caller;
    private final Collection<String> builtIns;
    private final Function<String, Optional<PackageSource>> packages;
    private List<TrackerView> trackers;

    /** @param packages finds the package that a word names, where this side can read it */
    public ControlOffers(Control control, Caller caller, Collection<String> builtIns, Function<String, Optional<PackageSource>> packages) {
        this.control = control;
        this.caller = caller;
        this.builtIns = List.copyOf(builtIns);
        this.packages = packages;
    }

    /** Puts a question. @return empty when it is refused, or nobody answers */
    protected <T> Optional<T> ask(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (RuntimeException e) {
            // A refusal is no candidate, and a line that is being typed is no place for a message.
            return Optional.empty();
        }
    }

    /** Tells what a package would do where the control does not. */
    protected Optional<PlanView> planElsewhere(PackageSource source) {
        return Optional.empty();
    }

    @Override
    public final List<TrackerView> trackers() {
        if (trackers == null) {
            trackers = ask(() -> control.trackers(caller).trackers()).orElse(List.of());
        }
        return trackers;
    }

    @Override
    public final Collection<String> builtIns() {
        return builtIns;
    }

    @Override
    public final Optional<PlanView> plan(TrackerView tracker) {
        return ask(() -> control.plan(caller, tracker.id()));
    }

    @Override
    public final Optional<PlanView> plan(String word) {
        try {
            Optional<PackageSource> source = packages.apply(word);
            return source.flatMap(one -> ask(() -> control.plan(caller, one, StartOptions.none(), Optional.empty()))
                    .or(() -> planElsewhere(one)));
        } catch (RuntimeException e) {
            // The word names no package, or one that cannot be read.
            return Optional.empty();
        }
    }

    @Override
    public final List<DisplayView> displays(TrackerView tracker) {
        return ask(() -> control.displays(caller, tracker.id()).displays()).orElse(List.of());
    }

    @Override
    public final List<String> digests(TrackerView tracker) {
        return ask(() -> control.history(caller, tracker.id()).packages().stream().map(PackageView::sha256).toList()).orElse(List.of());
    }
}
