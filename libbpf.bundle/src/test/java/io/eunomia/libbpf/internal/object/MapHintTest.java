package io.eunomia.libbpf.internal.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.libbpf.Errno;
import io.eunomia.libbpf.MapType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapHintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "RINGBUF      | 0 | 0     | 5000 | ring size 5000 is not a power-of-two multiple of the page size 4096",
        "RINGBUF      | 0 | 0     | 2048 | ring size 2048",
        "RINGBUF      | 4 | 0     | 4096 | no key and value size",
        "ARRAY        | 8 | 8     | 1    | has 4 bytes; here it has 8",
        "ARRAY        | 4 | 0     | 1    | the value has no size",
        "HASH         | 0 | 8     | 1    | the key has no size",
        "HASH         | 4 | 8     | 0    | max_entries is 0",
        "PERCPU_ARRAY | 4 | 40000 | 1    | may have 32768 bytes; it has 40000",
        "LPM_TRIE     | 4 | 8     | 1    | 4-byte prefix length",
        "STACK_TRACE  | 4 | 12    | 1    | addresses of 8 bytes",
        "QUEUE        | 4 | 8     | 1    | has no key",
        "BLOOM_FILTER | 0 | 8     | 0    | max_entries is 0",
        "HASH         | 4 | 8     | 10   | does not take these flags",
    })
    void the_broken_rule_is_named(MapType type, int keySize, int valueSize, int entries, String hint) {
        assertThat(new MapHint(type, keySize, valueSize, entries).of(Errno.EINVAL)).contains(hint);
    }

    @ParameterizedTest
    @CsvSource({"ENOMEM, 12", "E2BIG, 7"})
    void a_map_too_large_is_told_its_size(String name, int errno) {
        assertThat(new MapHint(MapType.HASH, 4, 60, 1 << 30).of(errno)).contains("1073741824 entries of 64 bytes");
        assertThat(Errno.name(errno)).isEqualTo(name);
    }
}
