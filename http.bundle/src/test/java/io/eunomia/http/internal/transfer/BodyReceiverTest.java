package io.eunomia.http.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.http.internal.HttpProblem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that come faster than they are read. */
class BodyReceiverTest {
    private final Transfers transfers = new Transfers(new BodyBudget(1 << 20, 8, Duration.ofSeconds(30)), new Deadlines(),
            new Turns());

    @AfterEach
    void close() {
        transfers.close();
    }

    @Test
    void the_containers_thread_is_given_back_though_an_endless_body_is_always_ready() throws Exception {
        EndlessBody body = new EndlessBody();
        BodyReceiver.receive(request(body), transfers, new Outcome());
        body.listener.onDataAvailable();
        assertThat(body.readsOf(Thread.currentThread())).isEqualTo(BodyReceiver.READS_IN_A_TURN);
    }

    @Test
    void an_endless_body_leaves_turns_to_the_others() throws Exception {
        EndlessBody flood = new EndlessBody();
        BodyReceiver.unwanted(request(flood), transfers);
        flood.listener.onDataAvailable();
        EndlessBody other = new EndlessBody();
        Outcome outcome = new Outcome();
        BodyReceiver.receive(request(other), transfers, outcome);
        other.listener.onDataAvailable();
        assertThat(outcome.refusal.get(10, TimeUnit.SECONDS).status()).as("read as far as its limit").isEqualTo(413);
    }

    @Test
    void what_fails_beyond_the_first_turn_is_told_like_what_fails_in_it() throws Exception {
        EndlessBody body = new EndlessBody();
        body.end = new IllegalStateException("broken");
        Outcome outcome = new Outcome();
        BodyReceiver.receive(request(body), transfers, outcome);
        body.listener.onDataAvailable();
        HttpProblem refusal = outcome.refusal.get(10, TimeUnit.SECONDS);
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessageContaining("broken");
    }

    @Test
    void a_body_that_comes_while_the_server_stops_is_refused_and_so_is_its_rest() throws Exception {
        EndlessBody early = new EndlessBody();
        Outcome before = new Outcome();
        BodyReceiver.receive(request(early), transfers, before);
        transfers.close();
        early.listener.onError(new java.util.concurrent.TimeoutException());
        assertThat(before.refusal.get(10, TimeUnit.SECONDS).status()).isEqualTo(408);
        Outcome after = new Outcome();
        BodyReceiver.receive(request(new EndlessBody()), transfers, after);
        assertThat(after.refusal.get(10, TimeUnit.SECONDS).status()).isEqualTo(408);
    }

    private static HttpServletRequest request(ServletInputStream body) {
        Map<String, Object> answers = Map.of("getInputStream", body, "getContentLengthLong", -1L);
        return (HttpServletRequest) Proxy.newProxyInstance(BodyReceiverTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> answers.get(method.getName()));
    }

    private static final class Outcome implements BodyReceiver.Taker {
        final CompletableFuture<HttpProblem> refusal = new CompletableFuture<>();

        @Override
        public void body(byte[] content, BodyBudget.Share share) {
            refusal.completeExceptionally(new AssertionError("an endless body was taken"));
        }

        @Override
        public void refused(HttpProblem problem) {
            refusal.complete(problem);
        }
    }

    /** Has always something to read: a client that sends chunks of a few bytes as fast as it can. */
    private static final class EndlessBody extends ServletInputStream {
        private static final int CHUNK = 100;

        final Map<Thread, AtomicInteger> reads = new java.util.concurrent.ConcurrentHashMap<>();
        ReadListener listener;
        /** Thrown by the thread that reads on. */
        RuntimeException end;
        private Thread first;

        int readsOf(Thread thread) {
            return reads.get(thread).get();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            first = first == null ? Thread.currentThread() : first;
            if (end != null && first != Thread.currentThread()) {
                throw end;
            }
            reads.computeIfAbsent(Thread.currentThread(), thread -> new AtomicInteger()).incrementAndGet();
            return Math.min(CHUNK, length);
        }

        @Override
        public int read() {
            throw new AssertionError("bodies are not read byte by byte");
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener given) {
            listener = given;
        }
    }
}
