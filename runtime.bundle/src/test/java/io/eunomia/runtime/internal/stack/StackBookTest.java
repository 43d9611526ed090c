package io.eunomia.runtime.internal.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.display.CallStack;
import io.eunomia.runtime.display.StackFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A stack keeps the names that it had when it was met first, within a bound. */
class StackBookTest {
    private final AtomicLong taken = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private String now = "first";

    private final StackMemory memory = new StackMemory() {
        @Override
        public boolean take(long bytes) {
            taken.addAndGet(bytes);
            return true;
        }

        @Override
        public void give(long bytes) {
            taken.addAndGet(-bytes);
        }
    };
    private final FrameNames names = new FrameNames() {
        @Override
        public StackFrame kernel(long address) {
            asked.add("k" + Long.toHexString(address));
            return new StackFrame("in_kernel", "kernel", address, 5, true, true);
        }

        @Override
        public StackFrame user(int pid, long address) {
            asked.add(pid + ":" + Long.toHexString(address));
            return now.isEmpty() ? FrameNames.unknown(address, false) : new StackFrame(now, "app", address, 5, false, true);
        }
    };

    private static StackAddresses addresses(long... all) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * all.length + 8).order(ByteOrder.nativeOrder());
        for (long one : all) {
            bytes.putLong(one);
        }
        return StackAddresses.of(bytes.array(), 0, bytes.capacity(), false);
    }

    private static String name(CallStack stack) {
        return stack.frames().get(0).name();
    }

    @Test
    void a_caller_is_looked_up_where_it_called() {
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        CallStack stack = book.stack(book.number(addresses(0x1000, 0x2000), StackSpace.USER, 7));
        assertThat(asked).containsExactly("7:1000", "7:1fff");
        assertThat(stack.frames()).extracting(StackFrame::address).containsExactly(0x1000L, 0x2000L);
        assertThat(stack.frames()).extracting(StackFrame::offset).containsExactly(5L, 6L);
    }

    @Test
    void the_same_addresses_in_two_processes_are_two_stacks() {
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        int one = book.number(addresses(0x1000), StackSpace.USER, 7);
        now = "second";
        int other = book.number(addresses(0x1000), StackSpace.USER, 8);
        assertThat(List.of(name(book.stack(one)), name(book.stack(other)))).containsExactly("first", "second");
        assertThat(book.number(addresses(0x1000), StackSpace.USER, 7)).isEqualTo(one);
        assertThat(book.number(addresses(-16), StackSpace.KERNEL, 7)).isEqualTo(book.number(addresses(-16), StackSpace.KERNEL, 8));
    }

    @Test
    void where_nothing_says_whose_addresses_are_each_says_it() {
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        CallStack stack = book.stack(book.number(addresses(-0x1000, 0x2000), StackSpace.BY_ADDRESS, 0));
        assertThat(stack.frames()).extracting(StackFrame::name).containsExactly("in_kernel", "0x2000");
    }

    @Test
    void names_that_were_found_stay() {
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        int number = book.number(addresses(0x1000), StackSpace.USER, 7);
        book.begin();
        now = "another process of the same number";
        assertThat(name(book.stack(book.number(addresses(0x1000), StackSpace.USER, 7)))).isEqualTo("first");
        assertThat(name(book.stack(number))).isEqualTo("first");
    }

    @Test
    void what_had_no_name_gets_one_while_its_process_lives() {
        int here = Math.toIntExact(ProcessHandle.current().pid());
        StackBook book = new StackBook(names, memory, false);
        now = "";
        book.begin();
        int number = book.number(addresses(0x1000), StackSpace.USER, here);
        int gone = book.number(addresses(0x1000), StackSpace.USER, Integer.MAX_VALUE);
        assertThat(name(book.stack(number))).isEqualTo("0x1000");
        now = "compiled meanwhile";
        book.begin();
        assertThat(book.number(addresses(0x1000), StackSpace.USER, here)).isEqualTo(number);
        book.number(addresses(0x1000), StackSpace.USER, Integer.MAX_VALUE);
        assertThat(name(book.stack(number))).isEqualTo("compiled meanwhile");
        assertThat(name(book.stack(gone))).as("whoever has the number next").isEqualTo("0x1000");
        now = "something else";
        book.begin();
        book.number(addresses(0x1000), StackSpace.USER, here);
        assertThat(name(book.stack(number))).as("what has a name keeps it").isEqualTo("compiled meanwhile");
        book.free();
        assertThat(taken).hasValue(0);
    }

    @Test
    void what_has_no_name_is_asked_for_less_and_less() {
        int here = Math.toIntExact(ProcessHandle.current().pid());
        StackBook book = new StackBook(names, memory, false);
        now = "";
        for (int i = 0; i <= 64; i++) {
            book.begin();
            book.number(addresses(0x1000), StackSpace.USER, here);
        }
        assertThat(asked).hasSize(1 + 7);
    }

    @Test
    void a_full_book_says_so_and_forgets_what_nobody_counts() {
        StackBook book = new StackBook(names, memory, false, 1000);
        book.begin();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            numbers.add(book.number(addresses(0x1000 * i), StackSpace.USER, 7));
        }
        assertThat(numbers).contains(StackNumbers.NOT_KEPT).startsWith(0, 1, 2);
        assertThat(book.stack(StackNumbers.NOT_KEPT).missing()).contains("too many stacks");
        book.begin();
        book.begin();
        assertThat(book.number(addresses(0xabc), StackSpace.USER, 7)).as("two readings later").isNotNegative();
        book.free();
        assertThat(taken).hasValue(0);
    }

    @Test
    void a_function_takes_its_room_once() {
        now = "x".repeat(500);
        StackBook book = new StackBook(names, memory, false, 20_000);
        book.begin();
        for (int i = 1; i <= 50; i++) {
            assertThat(book.number(addresses(0x1000, 0x1001 + i % 7, 0x1001 + i % 8), StackSpace.KERNEL, 0)).isNotNegative();
        }
        assertThat(taken.get()).isLessThan(20_000);
    }

    @Test
    void stacks_that_are_added_up_are_never_forgotten() {
        StackBook book = new StackBook(names, memory, true, 1000);
        book.begin();
        int first = book.number(addresses(0x1000), StackSpace.KERNEL, 0);
        for (int i = 0; i < 50; i++) {
            book.begin();
            book.number(addresses(0x2000 + i), StackSpace.KERNEL, 0);
        }
        assertThat(book.number(addresses(0x9999), StackSpace.KERNEL, 0)).isEqualTo(StackNumbers.NOT_KEPT);
        assertThat(book.stack(first).frames()).hasSize(1);
    }

    @Test
    void names_are_text_for_terminals_and_lines() {
        now = "evil\n\u001b[2J\u202e\ud800" + "x".repeat(10_000);
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        assertThat(name(book.stack(book.number(addresses(1), StackSpace.USER, 7)))).startsWith("evil??[2J??xxx").hasSize(512);
    }

    @Test
    void what_the_kernel_says_instead_of_an_id_is_no_stack() {
        StackBook book = new StackBook(names, memory, false);
        assertThat(book.stack(-17).missing()).contains("another stack has its place");
        assertThat(book.stack(-12).missing()).contains("full");
        assertThat(book.stack(-14)).isEqualTo(CallStack.NONE);
        assertThat(book.stack(-99).missing()).contains("error 99");
        assertThat(book.stack(12345).missing()).contains("gone");
    }

    @Test
    void places_in_files_are_shown_by_the_files_build_id() {
        ByteBuffer one = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
        one.putInt(0, 1).put(4, (byte) 0xab).put(5, (byte) 0xcd).putLong(24, 0x1234);
        StackBook book = new StackBook(names, memory, false);
        book.begin();
        CallStack stack = book.stack(book.number(StackAddresses.of(one.array(), 0, 64, true), StackSpace.USER, 7));
        assertThat(stack.frames()).containsExactly(new StackFrame("0x1234", "build-id:abcd", 0, 0x1234, false, false));
    }
}
