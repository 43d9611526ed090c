package io.eunomia.runtime.internal.engine;

import io.eunomia.libbpf.AttachPoint;
import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfLink;
import io.eunomia.libbpf.BpfProgram;
import io.eunomia.libbpf.BpfSlot;
import io.eunomia.libbpf.Libbpf;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.ProgramType;
import io.eunomia.runtime.NotAttached;
import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.persist.PinnedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Attaches the programs of a tracker and switches them. The hooks stay while versions come and go. Confined to one thread
 * at a time.
 */
final class Hooks {
    private final List<Hook> hooks = new ArrayList<>();
    /** Programs of the running version that could not be attached. */
    private List<NotAttached> missing = List.of();

    /**
     * Tells how a switch went.
     *
     * @param switched whether every hook that both versions have was switched by a slot
     * @param attached programs that only the new version has
     * @param detached programs that only the old version had
     */
    record Switch(boolean switched, List<String> attached, List<String> detached) {
    }

    /**
     * Tells how a take-over went.
     *
     * @param twice programs that ran twice for a moment, because their hooks have no slot
     * @param attached programs that were not pinned
     * @param detached pinned programs that the version does not have or does not attach there
     */
    record Adoption(List<String> twice, List<String> attached, List<String> detached) {
    }

    /** Attaches a version's programs. @throws RuntimeException after which nothing is attached */
    void attach(LoadedVersion version) {
        List<NotAttached> failed = new ArrayList<>();
        try {
            for (Attachment attachment : version.attachments()) {
                if (attachment.program().type() != ProgramType.STRUCT_OPS) {
                    attach(attachment, failed).ifPresent(hooks::add);
                }
            }
            registerStructs(version, hooks);
            requireOne(hooks, failed);
            missing = joined(version.givenUp(), failed);
        } catch (RuntimeException e) {
            detachAll();
            throw e;
        }
    }

    /**
     * Takes over the attachments of a former run and switches them to this version; what is not pinned is attached. Where a
     * link has no slot, both run for a moment.
     *
     * @throws RuntimeException after which the caller has to detach
     */
    Adoption adopt(LoadedVersion version, TrackerPins pins, FormerRun former, Libbpf libbpf) {
        List<NotAttached> failed = new ArrayList<>();
        List<PinnedRun.Hook> taken = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        List<String> attached = new ArrayList<>();
        for (Attachment attachment : version.attachments()) {
            Optional<PinnedRun.Hook> pinned = former.hook(attachment, taken);
            pinned.ifPresent(taken::add);
            Optional<Hook> adopted = pinned.flatMap(hook -> adopt(attachment, former.link(hook, attachment, libbpf)));
            if (adopted.isPresent()) {
                hooks.add(adopted.get());
                pins.adopt(adopted.get(), pinned.get());
            } else if (attachment.program().type() != ProgramType.STRUCT_OPS) {
                (pinned.isPresent() ? twice : attached).add(attachment.program().name());
                attach(attachment, failed).ifPresent(hooks::add);
            }
        }
        registerStructs(version, hooks);
        requireOne(hooks, failed);
        missing = joined(version.givenUp(), failed);
        List<String> detached = former.run().objects().hooks().stream().filter(hook -> !taken.contains(hook))
                .map(PinnedRun.Hook::program).distinct().toList();
        return new Adoption(twice, attached, detached);
    }

    /** Switches a pinned slot. @return empty for a link without a slot, which is closed: it is detached with its pin */
    private static Optional<Hook> adopt(Attachment attachment, BpfLink link) {
        BpfProgram program = attachment.program();
        if (link instanceof BpfSlot slot) {
            try {
                slot.run(program);
                return Optional.of(new Hook(program.name(), program.type(), program.section(), attachment.point(), slot));
            } catch (RuntimeException e) {
                slot.close();
                throw e;
            }
        }
        link.close();
        return Optional.empty();
    }

    /** Closes this process's descriptors; what is pinned stays attached. */
    void leave(TrackerPins pins) {
        hooks.stream().filter(pins::isPinned).forEach(hook -> hook.link().leave());
        hooks.removeIf(pins::isPinned);
        detachAll();
    }

    List<Hook> all() {
        return List.copyOf(hooks);
    }

    /** Attaches a program; empty when that failed and the tracker can do without it. */
    private static Optional<Hook> attach(Attachment attachment, List<NotAttached> failed) {
        try {
            return Optional.of(Hook.attach(attachment.program(), attachment.point()));
        } catch (BpfException e) {
            if (!attachment.optional()) {
                throw e;
            }
            failed.add(new NotAttached(attachment.program().name(), attachment.target(), Failures.of(e)));
            return Optional.empty();
        }
    }

    private static void requireOne(List<Hook> hooks, List<NotAttached> failed) {
        if (hooks.isEmpty() && !failed.isEmpty()) {
            throw new TrackerException(failed.get(0).failure());
        }
    }

    private static List<NotAttached> joined(List<NotAttached> some, List<NotAttached> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Returns the programs of the running version that could not be attached. */
    List<NotAttached> missing() {
        return missing;
    }

    /** Registers the maps of struct_ops, because the kernel calls these programs through their map, all of a map's at once. */
    private static void registerStructs(LoadedVersion version, List<Hook> into) {
        if (version.attachments().stream().anyMatch(one -> one.program().type() == ProgramType.STRUCT_OPS)) {
            version.object().maps().stream().filter(map -> map.type() == MapType.STRUCT_OPS)
                    .forEach(map -> into.add(Hook.register(version.object(), map)));
        }
    }

    /**
     * Switches to {@code next}; if that fails, everything runs {@code now} again.
     *
     * @return what only the old version needs: to be closed when its invocations have ended
     */
    Switch change(LoadedVersion now, LoadedVersion next, List<Hook> leftOver) {
        List<Hook> before = List.copyOf(hooks);
        List<Hook> free = new ArrayList<>(before);
        List<Hook> after = new ArrayList<>();
        List<Hook> fresh = new ArrayList<>();
        List<NotAttached> failed = new ArrayList<>();
        try {
            for (Attachment attachment : next.attachments()) {
                if (attachment.program().type() == ProgramType.STRUCT_OPS) {
                    continue;
                }
                Optional<Hook> taken = take(free, attachment.program(), attachment.point());
                if (taken.isPresent()) {
                    after.add(taken.get().run(attachment.program()));
                } else {
                    attach(attachment, failed).ifPresent(hook -> {
                        fresh.add(hook);
                        after.add(hook);
                    });
                }
            }
            registerStructs(next, fresh);
            requireOne(after, failed);
        } catch (RuntimeException e) {
            undo(now, before, fresh, e);
            throw e;
        }
        hooks.clear();
        hooks.addAll(after);
        missing = joined(next.givenUp(), failed);
        fresh.stream().filter(hook -> !after.contains(hook)).forEach(hooks::add);
        leftOver.addAll(free);
        return outcome(free, fresh);
    }

    /** Takes a free hook for a program: preferably that of a program of the same name, else any at the same place. */
    private static Optional<Hook> take(List<Hook> free, BpfProgram program, AttachPoint point) {
        List<Hook> fitting = free.stream().filter(hook -> hook.takes(program, point)).toList();
        Optional<Hook> best = fitting.stream().filter(hook -> hook.program().equals(program.name())).findFirst()
                .or(() -> fitting.stream().findFirst());
        best.ifPresent(free::remove);
        return best;
    }

    private static void undo(LoadedVersion now, List<Hook> before, List<Hook> fresh, RuntimeException cause) {
        for (Hook hook : before) {
            try {
                if (hook.link() instanceof BpfSlot) {
                    hook.run(now.program(hook.program()));
                }
            } catch (RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
        fresh.forEach(Hook::close);
    }

    /** Tells the outcome. A program that was attached anew at a hook which the old version had too ran twice for a moment. */
    private static Switch outcome(List<Hook> old, List<Hook> fresh) {
        List<String> attached = new ArrayList<>();
        List<String> detached = new ArrayList<>(old.stream().map(Hook::program).toList());
        boolean overlapped = false;
        for (Hook hook : fresh) {
            boolean both = old.stream().anyMatch(other -> other.section().equals(hook.section())
                    && other.point().equals(hook.point()));
            overlapped |= both;
            if (both) {
                detached.remove(hook.program());
            } else {
                attached.add(hook.program());
            }
        }
        return new Switch(!overlapped, attached.stream().distinct().toList(), detached.stream().distinct().toList());
    }

    /** Returns a program's hooks, one for each place where it is attached. */
    List<Hook> of(BpfProgram program) {
        return hooks.stream().filter(hook -> hook.program().equals(program.name())).toList();
    }

    /** Lets no invocation begin any more; {@link #detachAll} is still to be called. */
    void disarmAll() {
        disarm(hooks);
    }

    static void disarm(List<Hook> hooks) {
        hooks.stream().filter(Hook::disarmedAtOnce).forEach(Hook::disarm);
        eachAtOnce(hooks.stream().filter(hook -> !hook.disarmedAtOnce()).toList(), Hook::disarm);
    }

    void detachAll() {
        detach(hooks);
        hooks.clear();
    }

    /** Detaches hooks in parallel, because closing a perf-event tracepoint link waits tens of ms for an RCU grace period. */
    static void detach(List<Hook> hooks) {
        eachAtOnce(hooks, Hook::close);
    }

    private static void eachAtOnce(List<Hook> hooks, Consumer<Hook> action) {
        if (hooks.size() == 1) {
            action.accept(hooks.get(0));
            return;
        }
        CompletableFuture.allOf(hooks.stream().map(hook -> CompletableFuture.runAsync(() -> action.accept(hook),
                command -> new Thread(command, "eunomia-detach").start())).toArray(CompletableFuture[]::new)).join();
    }
}
