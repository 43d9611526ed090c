package io.eunomia.libbpf.internal.map;

import static io.eunomia.libbpf.fixture.TestKernel.bytes;
import static io.eunomia.libbpf.fixture.TestKernel.integer;
import static io.eunomia.libbpf.fixture.TestKernel.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.libbpf.BpfException;
import io.eunomia.libbpf.BpfMap;
import io.eunomia.libbpf.BpfObject;
import io.eunomia.libbpf.MapType;
import io.eunomia.libbpf.fixture.TestKernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("kernel")
@Timeout(120)
class KernelMapTest {
    private static BpfObject object;

    @BeforeAll
    static void load() {
        object = TestKernel.libbpf().open("map_types", TestKernel.object("map_types")).load();
    }

    @AfterAll
    static void close() {
        object.close();
    }

    private static BpfMap emptied(String name) {
        BpfMap map = object.map(name);
        map.forEach((key, value) -> { }, true);
        return map;
    }

    private static byte[] pair(int first, long second) {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).putInt(0, first).putLong(8, second).array();
    }

    private static byte[] perCpu(BpfMap map, int size, int seed) {
        ByteBuffer all = ByteBuffer.allocate(map.transferSize()).order(ByteOrder.nativeOrder());
        for (int at = 0; at < all.capacity(); at += 8) {
            if (size == 8) {
                all.putLong(at, seed + at);
            } else {
                all.putInt(at, seed + at);
            }
        }
        return all.array();
    }

    @Test
    void a_hash_finds_replaces_and_deletes() {
        BpfMap map = emptied("hash");
        byte[] value = new byte[16];
        assertThat(map.lookup(bytes(1), value)).isFalse();
        map.update(bytes(1), pair(10, 100));
        map.update(bytes(1), pair(11, 111));
        assertThat(map.lookup(bytes(1), value)).isTrue();
        assertThat(value).isEqualTo(pair(11, 111));
        assertThat(map.delete(bytes(1))).isTrue();
        assertThat(map.delete(bytes(1))).isFalse();
        assertThat(map.memoryBytes()).isPositive();
    }

    @Test
    void all_entries_of_a_large_hash_are_visited_once() {
        BpfMap map = emptied("hash");
        int entries = 20_000;
        for (int i = 0; i < entries; i++) {
            map.update(bytes(i), pair(i, 3L * i));
        }
        Map<Integer, byte[]> seen = new HashMap<>();
        int visited = map.forEach((key, value) -> seen.put(integer(key), value.clone()), false);
        assertThat(visited).isEqualTo(entries);
        assertThat(seen).hasSize(entries);
        assertThat(seen.get(4711)).isEqualTo(pair(4711, 3L * 4711));
        assertThat(map.forEach((key, value) -> seen.remove(integer(key)), true)).isEqualTo(entries);
        assertThat(seen).isEmpty();
        assertThat(map.forEach((key, value) -> { }, false)).isZero();
    }

    /** Two scans at once must not share their buffers. */
    @Test
    void scans_by_several_threads_do_not_mix() throws Exception {
        BpfMap map = emptied("hash");
        for (int i = 0; i < 5_000; i++) {
            map.update(bytes(i), pair(i, -i));
        }
        Map<String, Integer> wrong = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int round = 0; round < 20; round++) {
                    int count = map.forEach((key, value) -> {
                        if (integer(key) != integer(value)) {
                            wrong.merge("value", 1, Integer::sum);
                        }
                    }, false);
                    if (count != 5_000) {
                        wrong.merge("count " + count, 1, Integer::sum);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "lru_hash", "percpu_hash", "lru_percpu_hash"})
    void hashes_of_every_kind_are_drained_to_the_last_entry(String name) {
        BpfMap map = emptied(name);
        for (int i = 0; i < 30; i++) {
            byte[] value = new byte[map.transferSize()];
            value[0] = (byte) i;
            map.update(bytes(i), value);
        }
        List<Integer> keys = new ArrayList<>();
        assertThat(map.forEach((key, value) -> {
            assertThat(value[0]).isEqualTo((byte) integer(key));
            keys.add(integer(key));
        }, true)).isEqualTo(30);
        assertThat(keys).doesNotHaveDuplicates().hasSize(30);
        assertThat(map.forEach((key, value) -> { }, false)).isZero();
    }

    @Test
    void an_array_shows_every_index_and_is_cleared_by_draining() {
        BpfMap map = emptied("array");
        map.update(bytes(99), bytes(7L));
        Map<Integer, Long> seen = new HashMap<>();
        assertThat(map.forEach((key, value) -> seen.put(integer(key), number(value)), true)).isEqualTo(100);
        assertThat(seen).containsEntry(99, 7L).containsEntry(0, 0L).hasSize(100);
        byte[] value = new byte[8];
        assertThat(map.lookup(bytes(99), value)).isTrue();
        assertThat(number(value)).isZero();
        assertThatThrownBy(() -> map.update(bytes(100), bytes(1L))).isInstanceOf(BpfException.class)
                .hasMessageContaining("100 entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"percpu_hash", "percpu_array", "lru_percpu_hash"})
    void per_cpu_maps_hold_a_value_for_each_possible_processor(String name) {
        BpfMap map = emptied(name);
        int processors = map.transferSize() / 8;
        assertThat(map.transferSize() % 8).isZero();
        assertThat(processors).isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
        byte[] given = perCpu(map, map.valueSize(), 5);
        map.update(bytes(2), given);
        byte[] value = new byte[map.transferSize()];
        assertThat(map.lookup(bytes(2), value)).isTrue();
        assertThat(value).isEqualTo(given);
        Map<Integer, byte[]> seen = new HashMap<>();
        map.forEach((key, one) -> seen.put(integer(key), one.clone()), false);
        assertThat(seen.get(2)).isEqualTo(given);
    }

    @Test
    void a_trie_finds_the_longest_prefix() {
        BpfMap map = object.map("lpm_trie");
        map.update(new byte[] {8, 0, 0, 0, 10, 0, 0, 0}, bytes(8));
        map.update(new byte[] {24, 0, 0, 0, 10, 1, 2, 0}, bytes(24));
        byte[] value = new byte[4];
        assertThat(map.lookup(new byte[] {32, 0, 0, 0, 10, 1, 2, 3}, value)).isTrue();
        assertThat(integer(value)).isEqualTo(24);
        assertThat(map.forEach((key, one) -> { }, false)).isEqualTo(2);
        assertThat(map.forEach((key, one) -> { }, true)).isEqualTo(2);
        assertThat(map.forEach((key, one) -> { }, false)).isZero();
    }

    @Test
    void queues_and_stacks_give_their_elements_in_their_order() {
        byte[] none = new byte[0];
        for (int i = 1; i <= 3; i++) {
            object.map("queue").update(none, bytes(i));
            object.map("stack").update(none, bytes(i));
        }
        assertThat(drained("queue")).containsExactly(1, 2, 3);
        assertThat(drained("stack")).containsExactly(3, 2, 1);
        assertThat(drained("queue")).isEmpty();
    }

    private static List<Integer> drained(String name) {
        List<Integer> values = new ArrayList<>();
        object.map(name).forEach((key, value) -> values.add(integer(value)), true);
        return values;
    }

    @Test
    void a_program_is_put_into_a_slot() {
        BpfMap slot = object.map("slot");
        slot.update(bytes(0), bytes(object.program("on_enter").fd()));
        assertThat(slot.delete(bytes(0))).isTrue();
        assertThatThrownBy(() -> slot.update(bytes(0), bytes(-1))).isInstanceOf(BpfException.class)
                .hasMessageContaining("slot");
    }

    @Test
    void maps_without_entries_to_see_say_so() {
        assertThat(object.map("ring").type()).isEqualTo(MapType.RINGBUF);
        assertThatThrownBy(() -> object.map("ring").forEach((key, value) -> { }, false))
                .isInstanceOf(BpfException.class).hasMessageContaining("ring");
        assertThat(object.map("perf").maxEntries()).isPositive();
        assertThat(object.map("stacks").forEach((key, value) -> { }, false)).isZero();
    }

    @Test
    void keys_and_values_of_the_wrong_size_never_reach_the_kernel() {
        BpfMap map = object.map("hash");
        assertThatThrownBy(() -> map.lookup(new byte[3], new byte[16])).isInstanceOf(BpfException.class)
                .hasMessageContaining("key has 3 bytes, the map's has 4");
        assertThatThrownBy(() -> map.lookup(new byte[4], new byte[15])).hasMessageContaining("value has 15 bytes");
        assertThatThrownBy(() -> map.update(new byte[4], new byte[17])).hasMessageContaining("17");
        assertThatThrownBy(() -> map.delete(new byte[0])).hasMessageContaining("0 bytes");
        BpfMap perCpu = object.map("percpu_hash");
        assertThatThrownBy(() -> perCpu.update(bytes(1), bytes(1))).hasMessageContaining("value has 4 bytes");
    }

    @Test
    void a_visitor_that_throws_ends_the_scan_and_leaves_the_map_usable() {
        BpfMap map = emptied("hash");
        IntStream.range(0, 10).forEach(i -> map.update(bytes(i), pair(i, i)));
        assertThatThrownBy(() -> map.forEach((key, value) -> {
            throw new IllegalArgumentException("stop");
        }, false)).isInstanceOf(IllegalArgumentException.class);
        assertThat(map.forEach((key, value) -> { }, false)).isEqualTo(10);
    }
}
