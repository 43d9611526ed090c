package io.eunomia.libbpf.internal.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForeignMemoryTest {
    private final ByteBuffer owner = NativeMemory.allocate(64);
    private final ForeignMemory memory = ForeignMemory.at(NativeMemory.address(owner) + 16, 32);

    @AfterEach
    void keep() {
        Reference.reachabilityFence(owner);
    }

    @Test
    void numbers_are_read_and_written_where_their_owner_sees_them_in_host_order() {
        memory.putLong(0, 0x1122334455667788L);
        memory.putInt(8, -2);
        memory.putShort(12, (short) -3);
        memory.putLongFenced(16, -4);
        memory.put(24, new byte[] {1, 2, 3});
        assertThat(owner.getLong(16)).isEqualTo(0x1122334455667788L);
        assertThat(owner.getInt(24)).isEqualTo(-2);
        assertThat(owner.getShort(28)).isEqualTo((short) -3);
        assertThat(owner.getLong(32)).isEqualTo(-4);
        assertThat(owner.get(42)).isEqualTo((byte) 3);
        owner.putInt(44, 77);
        assertThat(memory.getInt(28)).isEqualTo(77);
        assertThat(memory.getShort(12)).isEqualTo((short) -3);
        assertThat(memory.getLongAcquire(16)).isEqualTo(-4);
        assertThat(memory.copy(24, 4)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void nothing_beyond_its_bounds_is_touched() {
        List<LongConsumer> accesses = List.of(memory::getInt, memory::getShort, memory::getLongAcquire,
                offset -> memory.putLong(offset, -1), offset -> memory.putLongFenced(offset, -1),
                offset -> memory.putInt(offset, -1), offset -> memory.putShort(offset, (short) -1),
                offset -> memory.put(offset, new byte[] {-1, -1}), offset -> memory.copy(offset, 2));
        for (LongConsumer access : accesses) {
            for (long offset : new long[] {-1, -8, 31, 32, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> access.accept(offset)).as("at %d", offset)
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
        assertThatThrownBy(() -> memory.copy(0, 33)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.get(0, new byte[8], 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        for (int i = 0; i < owner.capacity(); i++) {
            assertThat(owner.get(i)).isZero();
        }
    }

    @Test
    void a_string_ends_at_its_zero_or_with_the_memory() {
        for (int i = 0; i < owner.capacity(); i++) {
            owner.put(i, (byte) 'x');
        }
        assertThat(memory.stringLength()).isEqualTo(32);
        owner.put(16 + 5, (byte) 0);
        assertThat(memory.stringLength()).isEqualTo(5);
        owner.put(16, (byte) 0);
        assertThat(memory.stringLength()).isZero();
    }

    @Test
    void an_address_is_that_of_the_first_byte_wherever_the_position_is() {
        long address = NativeMemory.address(owner);
        owner.position(8);
        assertThat(NativeMemory.address(owner)).isEqualTo(address);
    }
}
