package io.eunomia.shell.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.control.Caller;
import io.eunomia.shell.wire.Frame;
import io.eunomia.shell.wire.FrameChannel;
import io.eunomia.shell.wire.FrameType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.threadio.ThreadIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands and interrupts of one client, as close after each other as they can be, against Gogo itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptedCommandsTest {
    private static final int ROUNDS = 300;
    private static final int SESSIONS = 100;
    private static final String SESSION = "interrupted-session";
    private static final Frame INTERRUPT = Frame.of(FrameType.INTERRUPT);

    @TempDir
    private Path folder;
    private ShellSession session;
    private FrameChannel client;

    /** What the commands here are. */
    public static final class Commands {

        public void hang() throws InterruptedException {
            new CountDownLatch(1).await();
        }

        public String say(String word) {
            return word;
        }
    }

    /** Gogo's own takes the place of System.out. */
    private static final class NoRedirection implements ThreadIO {

        @Override
        public void setStreams(InputStream in, PrintStream out, PrintStream err) {
            // Nothing here prints.
        }

        @Override
        public void close() {
            // Nothing was set.
        }
    }

    @BeforeEach
    void connect() throws IOException {
        CommandProcessorImpl gogo = new CommandProcessorImpl(new NoRedirection());
        gogo.addCommand("eunomia", new Commands(), "hang");
        gogo.addCommand("eunomia", new Commands(), "say");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            client = new FrameChannel(SocketChannel.open(address));
            Files.delete(address.getPath());
            session = new ShellSession(Caller.shell("a test", SESSION), new FrameChannel(server.accept()), gogo, null, ended -> { });
        }
        session.start();
        client.write(Frame.of(FrameType.TERMINAL, "false", "80", "24"));
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        session.close();
    }

    private static Frame command(String text) {
        return Frame.of(FrameType.EXECUTE, text);
    }

    /** Reads until a command has ended: all that it said, and how it ended. */
    private List<String> outcome() throws IOException {
        List<String> texts = new ArrayList<>();
        Frame frame = client.read().orElseThrow();
        for (; frame.type() != FrameType.DONE; frame = client.read().orElseThrow()) {
            texts.add(frame.text(0).strip());
        }
        texts.add(frame.text(0));
        return texts;
    }

    @Test
    void an_interrupt_right_behind_a_command_ends_it() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            client.write(command("hang"));
            client.write(INTERRUPT);
            assertThat(outcome()).isEqualTo(List.of("INTERRUPTED"));
        }
        client.write(command("say $COLUMNS"));
        assertThat(outcome()).containsExactly("80", "OK");
    }

    @Test
    void a_command_is_answered_at_whatever_moment_interrupts_come() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            client.write(command("$LINES"));
            spin(TimeUnit.MICROSECONDS.toNanos(i));
            client.write(INTERRUPT);
            client.write(INTERRUPT);
            assertThat(outcome()).last().isIn("OK", "INTERRUPTED");
            client.write(command("say next"));
            assertThat(outcome()).as("round " + i).containsExactly("next", "OK");
        }
    }

    @Test
    void an_interrupt_ends_what_was_sent_before_it_and_nothing_that_comes_after() throws IOException {
        client.write(command("hang"));
        client.write(command("say never"));
        client.write(INTERRUPT);
        client.write(command("say $LINES"));
        assertThat(outcome()).containsExactly("INTERRUPTED");
        assertThat(outcome()).containsExactly("INTERRUPTED");
        assertThat(outcome()).containsExactly("24", "OK");
    }

    @Test
    void a_client_that_leaves_takes_the_threads_along_at_whatever_moment_of_its_command() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            client.write(command("hang"));
            spin(TimeUnit.MICROSECONDS.toNanos(10L * i));
            client.close();
            while (!threads().isEmpty()) {
                Thread.onSpinWait();
            }
            connect();
        }
    }

    /** Names of the session's threads that still run. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith(SESSION)).toList();
    }

    private static void spin(long nanos) {
        for (long until = System.nanoTime() + nanos; System.nanoTime() < until;) {
            Thread.onSpinWait();
        }
    }

    /** How the command ended would be taken for the outcome. */
    @Test
    void the_daemons_end_is_told_in_place_of_the_end_of_the_command_that_runs() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            client.write(command("say begun"));
            assertThat(outcome()).containsExactly("begun", "OK");
            client.write(command("hang"));
            session.end("the daemon ends");
            assertThat(client.read()).hasValueSatisfying(frame -> {
                assertThat(frame.type()).isEqualTo(FrameType.BYE);
                assertThat(frame.text(0)).isEqualTo("the daemon ends");
            });
            close();
            connect();
        }
    }
}
