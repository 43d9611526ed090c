package io.eunomia.launcher.internal.client;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.runtime.StartOptions;
import io.eunomia.runtime.control.Caller;
import io.eunomia.runtime.control.Control;
import io.eunomia.runtime.control.DisplayRequest;
import io.eunomia.runtime.control.EventFlow;
import io.eunomia.runtime.control.EventRequest;
import io.eunomia.runtime.control.FollowedTracker;
import io.eunomia.runtime.control.OptionChange;
import io.eunomia.runtime.control.RemovedTracker;
import io.eunomia.runtime.view.DisplaysView;
import io.eunomia.runtime.view.HistoryView;
import io.eunomia.runtime.view.PlanView;
import io.eunomia.runtime.view.ReceiptView;
import io.eunomia.runtime.view.RemovalView;
import io.eunomia.runtime.view.ReportView;
import io.eunomia.runtime.view.StatsView;
import io.eunomia.runtime.view.TrackerView;
import io.eunomia.runtime.view.TrackersView;
import io.eunomia.runtime.view.Views;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.text.OutputFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The trackers of a daemon, over HTTP. What the daemon refuses is a {@link CommandFailure}. The daemon knows its caller by the
 * connection and the token, so the callers given here go nowhere.
 */
public record HttpControl(DaemonClient client) implements Control {
    private static final String TRACKERS = "/api/v1/trackers";

    @Override
    public TrackersView trackers(Caller caller) {
        return view(TrackersView.class, client.get(TRACKERS));
    }

    @Override
    public TrackersView trackersWithCosts(Caller caller) {
        return view(TrackersView.class, client.get(TRACKERS + new Query().flag("cost", true)));
    }

    @Override
    public TrackerView tracker(Caller caller, int id) {
        return view(TrackerView.class, client.get(path(id, "")));
    }

    @Override
    public TrackerView start(Caller caller, PackageSource source, StartOptions options) {
        return view(TrackerView.class, post(TRACKERS + install(source, options),
                PackageBody.of(Optional.of(source), options.btf())));
    }

    @Override
    public TrackerView start(Caller caller, int id, OptionChange options) {
        return view(TrackerView.class, post(path(id, "/start") + new Query().change(options),
                PackageBody.of(Optional.empty(), options.options().btf())));
    }

    @Override
    public FollowedTracker<HttpFlow> follow(Caller caller, PackageSource source, StartOptions options, EventRequest events) {
        return followed(TRACKERS + install(source, options).flag("follow", true).events(events),
                PackageBody.of(Optional.of(source), options.btf()), events);
    }

    @Override
    public FollowedTracker<HttpFlow> follow(Caller caller, int id, OptionChange options, EventRequest events) {
        return followed(path(id, "/start") + new Query().change(options).flag("follow", true).events(events),
                PackageBody.of(Optional.empty(), options.options().btf()), events);
    }

    private FollowedTracker<HttpFlow> followed(String path, PackageBody body, EventRequest events) {
        Answer answer = client.post(path, body.mediaType(), body.content(), mediaType(events));
        return new FollowedTracker<>(Optional.empty(), new HttpFlow(accepted(answer).content()));
    }

    private static Query install(PackageSource source, StartOptions options) {
        return new Query().add("default_name", options.name().isEmpty() ? source.name() : "")
                .flag("adopt", source.adopt()).options(options);
    }

    @Override
    public TrackerView stop(Caller caller, int id) {
        return view(TrackerView.class, client.post(path(id, "/stop"), "application/json", new byte[0]));
    }

    @Override
    public RemovedTracker remove(Caller caller, int id, boolean pins) {
        return new RemovedTracker("tracker " + id, view(RemovalView.class,
                client.delete(path(id, "") + new Query().flag("pins", pins))));
    }

    @Override
    public ReceiptView update(Caller caller, int id, PackageSource source, OptionChange options, boolean force) {
        PackageBody body = PackageBody.of(Optional.of(source), options.options().btf());
        return view(ReceiptView.class, client.put(path(id, "") + new Query().change(options).flag("force", force),
                body.mediaType(), body.content()));
    }

    @Override
    public ReceiptView rollback(Caller caller, int id, String digest, OptionChange options) {
        return view(ReceiptView.class, client.post(path(id, "/rollback") + new Query().add("to", digest).change(options),
                "application/json", new byte[0]));
    }

    @Override
    public HistoryView history(Caller caller, int id) {
        return view(HistoryView.class, client.get(path(id, "/history")));
    }

    @Override
    public StatsView stats(Caller caller, int id) {
        return view(StatsView.class, client.get(path(id, "/stats")));
    }

    @Override
    public StatsView statsWithCost(Caller caller, int id) {
        return view(StatsView.class, client.get(path(id, "/stats") + new Query().flag("cost", true)));
    }

    @Override
    public EventFlow events(Caller caller, int id, EventRequest events) {
        return flow(path(id, "/events") + new Query().events(events), events);
    }

    @Override
    public EventFlow read(Caller caller, int id, String stream, EventRequest events) {
        return flow(path(id, "/read") + new Query().add("stream", stream).events(events), events);
    }

    @Override
    public DisplaysView displays(Caller caller, int id) {
        return view(DisplaysView.class, client.get(path(id, "/displays")));
    }

    @Override
    public EventFlow display(Caller caller, int id, String display, DisplayRequest request) {
        String name = URLEncoder.encode(display, StandardCharsets.UTF_8).replace("+", "%20");
        return new HttpFlow(accepted(client.stream(path(id, "/displays/" + name) + new Query().display(request), "*/*")).content());
    }

    private EventFlow flow(String path, EventRequest events) {
        return new HttpFlow(accepted(client.stream(path, mediaType(events))).content());
    }

    @Override
    public PlanView plan(Caller caller, PackageSource source, StartOptions options, Optional<KernelSource> kernel) {
        Query query = new Query().add("default_name", source.name()).options(options)
                .add("kernel", kernel.map(KernelSource::release).orElse(""));
        return view(PlanView.class, post("/api/v1/plan" + query, kernel
                .map(types -> PackageBody.form(Optional.of(source), types.name(), types.content()))
                .orElseGet(() -> PackageBody.of(Optional.of(source), Optional.empty()))));
    }

    @Override
    public PlanView plan(Caller caller, int id) {
        return view(PlanView.class, client.get(path(id, "/plan")));
    }

    @Override
    public ReportView kernel(Caller caller) {
        return view(ReportView.class, client.get("/api/v1/kernel"));
    }

    private static String path(int id, String rest) {
        return TRACKERS + '/' + id + rest;
    }

    private static String mediaType(EventRequest events) {
        String own = OutputFormat.ofEvents(events.format()).mediaType();
        return own.isEmpty() ? "*/*" : own;
    }

    private Answer post(String path, PackageBody body) {
        return client.post(path, body.mediaType(), body.content());
    }

    /** Checks an answer. @throws CommandFailure when the daemon refused */
    private Answer accepted(Answer answer) {
        if (!answer.ok()) {
            throw Refusals.of(answer, client.token());
        }
        return answer;
    }

    /** Reads a view; an answer without content is one without members. */
    private <T extends Record> T view(Class<T> type, Answer answer) {
        Object members = accepted(answer).json();
        try {
            return Views.read(type, members == null ? Map.of() : (Map<?, ?>) members);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new CommandFailure(ExitCode.FAILED, "the daemon's answer is not understood: " + e.getMessage(), "", "", "", e);
        }
    }
}
