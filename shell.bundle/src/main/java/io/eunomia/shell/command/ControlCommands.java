package io.eunomia.shell.command;

import java.util.List;

/** The commands of all faces, by name. */
public final class ControlCommands {
    private static final List<String> NAMES = List.of("start", "list", "trackers", "stop", "update", "history", "rollback", "events",
            "read", "displays", "stats", "maps", "plan", "doctor");

    private ControlCommands() {
    }

    public static List<String> names() {
        return NAMES;
    }

    /** Makes a command for one call; null when there is none of that name. The classes of the others are not loaded. */
    public static ControlCommand make(String name) {
        return switch (name) {
            case "start" -> new StartCommand();
            case "list" -> new ListCommand();
            case "trackers" -> new TrackersCommand();
            case "stop" -> new StopCommand();
            case "update" -> new UpdateCommand();
            case "history" -> new HistoryCommand();
            case "rollback" -> new RollbackCommand();
            case "events" -> new EventsCommand();
            case "read" -> new ReadCommand();
            case "displays" -> new DisplaysCommand();
            case "stats" -> new StatsCommand();
            case "maps" -> new MapsCommand();
            case "plan" -> new PlanCommand();
            case "doctor" -> new DoctorCommand();
            default -> null;
        };
    }
}
