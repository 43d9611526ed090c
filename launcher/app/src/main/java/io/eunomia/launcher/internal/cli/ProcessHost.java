package io.eunomia.launcher.internal.cli;

import io.eunomia.shell.command.CommandHost;
import io.eunomia.shell.text.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** This process as the host of one command. */
final class ProcessHost implements CommandHost {
    private static final long WITHOUT_FOLLOWING = 20;

    /** Returns standard output past System.out, which hides failures such as a full disk. */
    @Override
    public OutputStream events() {
        return new FileOutputStream(FileDescriptor.out);
    }

    @Override
    public boolean readerHasLeft() {
        return Terminal.isRead(1);
    }

    @Override
    public long eventsUnlessFollowed() {
        return WITHOUT_FOLLOWING;
    }

    /** Just runs the action: nobody interrupts the thread of a command. */
    @Override
    public <T> T whole(Supplier<T> action, Consumer<T> unwanted) {
        return action.get();
    }
}
