package io.eunomia.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The list of the commands, by name. Immutable. */
public final class ControlCommands {
    private final Map<String, Supplier<ControlCommand>> commands = new LinkedHashMap<>();

    public ControlCommands() {
        commands.put("start", StartCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("trackers", ListCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("update", UpdateCommand::new);
        commands.put("history", HistoryCommand::new);
        commands.put("rollback", RollbackCommand::new);
        commands.put("events", EventsCommand::new);
        commands.put("read", ReadCommand::new);
        commands.put("stats", StatsCommand::new);
        commands.put("maps", MapsCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("doctor", DoctorCommand::new);
    }

    public Set<String> names() {
        return commands.keySet();
    }

    /** Makes a command for one call; null when there is none of that name. */
    public ControlCommand make(String name) {
        Supplier<ControlCommand> command = commands.get(name);
        return command == null ? null : command.get();
    }
}
