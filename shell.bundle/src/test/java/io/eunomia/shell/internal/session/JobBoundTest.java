package io.eunomia.shell.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.threadio.ThreadIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one line of a session can take of the daemon, against Gogo itself. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JobBoundTest {
    private final Commands commands = new Commands();
    private final CommandSession session = session();

    /** What the commands here are. */
    public static final class Commands {
        private final AtomicInteger hanging = new AtomicInteger();

        public void hang() throws InterruptedException {
            hanging.incrementAndGet();
            new CountDownLatch(1).await();
        }

        public String say(String word) {
            return word;
        }
    }

    private CommandSession session() {
        CommandProcessorImpl gogo = new CommandProcessorImpl(new ThreadIO() {
            @Override
            public void setStreams(InputStream in, PrintStream out, PrintStream err) {
                // Nothing here prints.
            }

            @Override
            public void close() {
                // Nothing was set.
            }
        });
        gogo.addCommand("eunomia", commands, "hang");
        gogo.addCommand("eunomia", commands, "say");
        CommandSession made = gogo.createSession(InputStream.nullInputStream(), OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
        made.put("SCOPE", "eunomia:*");
        made.setJobListener(new JobBound());
        return made;
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void a_closure_that_calls_itself_ends_with_an_error_that_says_so_and_the_session_goes_on() throws Exception {
        for (String line : new String[] {"f = { f }; f", "g = { (g) }; g", "h = { i }; i = { h }; h"}) {
            assertThatThrownBy(() -> session.execute(line)).as(line)
                    .hasMessageContaining("more than 128 commands of this session run");
            assertThat(session.execute("say next")).isEqualTo("next");
        }
    }

    @Test
    void commands_in_the_background_are_bounded_too() throws Exception {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < JobBound.MOST_AT_ONCE; i++) {
            line.append("hang & ");
        }
        assertThatThrownBy(() -> session.execute(line + "hang &")).hasMessageContaining("more than 128 commands");
        assertThat(commands.hanging.get()).isLessThanOrEqualTo(JobBound.MOST_AT_ONCE);
    }

    @Test
    void what_people_write_is_far_below_the_bounds() throws Exception {
        assertThat(session.execute("a = { say $1 }; b = { a $1 }; c = { (b $1) }; c (say (say (say deep)))")).isEqualTo("deep");
        for (int i = 0; i < 2 * JobBound.MOST_AT_ONCE; i++) {
            assertThat(session.execute("say again")).isEqualTo("again");
        }
    }
}
