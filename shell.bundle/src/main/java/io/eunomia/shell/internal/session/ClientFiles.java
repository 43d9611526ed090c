package io.eunomia.shell.internal.session;

import io.eunomia.runtime.KernelSource;
import io.eunomia.runtime.PackageSource;
import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import io.eunomia.shell.command.PackageFiles;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameType;
import io.eunomia.shell.wire.FrameType.Wanted;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Has the client read packages: relative to the folder where it was started, with its rights, and in its view of the file
 * system, from which the daemon's may differ (ProtectHome, PrivateTmp, a container).
 */
final class ClientFiles implements PackageFiles {
    private final Outbox outbox;
    private final BlockingQueue<Frame> answers = new LinkedBlockingQueue<>();

    ClientFiles(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Optional<PackageSource> find(String word) throws InterruptedException {
        return source(ask(word, Wanted.PACKAGE_IF_ANY, ""));
    }

    @Override
    public PackageSource require(String word) throws InterruptedException {
        return source(ask(word, Wanted.PACKAGE, "")).orElseThrow();
    }

    @Override
    public Optional<PackageSource> builtIn(String name) throws InterruptedException {
        return source(ask(name, Wanted.BUILT_IN, ""));
    }

    @Override
    public KernelSource types(String file, String release) throws InterruptedException {
        Frame answer = ask(file, Wanted.TYPES, release);
        return new KernelSource(answer.text(1), answer.fields().get(2), answer.text(3));
    }

    private static Optional<PackageSource> source(Frame answer) {
        return answer.fields().size() < 4 ? Optional.empty()
                : Optional.of(new PackageSource(answer.text(1), answer.fields().get(2), "shell " + answer.text(3)));
    }

    private synchronized Frame ask(String word, Wanted wanted, String release) throws InterruptedException {
        try {
            outbox.put(Frame.of(FrameType.PACKAGE_WANTED, word, wanted.name(), release));
        } catch (IOException e) {
            throw new InterruptedException(e.getMessage());
        }
        Frame answer = answers.take();
        // An answer to a command that was interrupted meanwhile may still have been on its way.
        while (!answer.text(0).equals(word)) {
            answer = answers.take();
        }
        if (answer.type() == FrameType.NO_PACKAGE) {
            throw new CommandFailure(ExitCode.FAILED, answer.text(1), answer.text(2));
        }
        return answer;
    }

    /** Called by the thread that reads from the client. */
    void answer(Frame frame) {
        answers.add(frame);
    }
}
