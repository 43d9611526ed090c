package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What names and types make of values: times, addresses of either family, and what only sounds like one. */
class ShowRulesTest {
    private static final TestObject OBJECT = TestObject.named("displays");

    private static RecordView view(String global, String struct) {
        return TestObject.view(OBJECT.schema(struct), OBJECT.bytes(global));
    }

    private static List<String> fields(RecordView view) {
        return view.schema().fields().stream().map(Field::name).toList();
    }

    @Test
    void inspektor_gadgets_address_is_one_by_its_version() {
        RecordView view = view("gadget", "gadget");
        assertThat(fields(view)).containsExactly("timestamp_raw", "addr.addr_raw", "addr.port", "addr.proto_raw",
                "addr.version", "six.addr_raw", "six.port", "six.proto_raw", "six.version");
        assertThat(TestObject.json(view, "addr.addr_raw")).isEqualTo("\"127.0.0.1\"");
        assertThat(TestObject.json(view, "six.addr_raw")).isEqualTo("\"2001:db8::7\"");
        assertThat(view.schema().field("timestamp_raw").orElseThrow().show()).isEqualTo("boottime_ns");
    }

    @Test
    void unions_of_both_families_are_one_address_however_they_are_spelt() {
        List<String> names = List.of("saddr", "daddr", "local", "peer.addr", "ip", "remote", "src", "dest", "addr");
        RecordView four = view("four", "spellings");
        RecordView six = view("six", "spellings");
        assertThat(fields(four)).startsWith(names.toArray(String[]::new)).hasSize(names.size() + 1).endsWith("family");
        for (int i = 0; i < names.size(); i++) {
            assertThat(TestObject.text(four, names.get(i))).as(names.get(i)).isEqualTo("127.0.0." + (i + 1));
        }
        assertThat(TestObject.text(six, "saddr")).isEqualTo("2001:db8::7");
        assertThat(TestObject.text(six, "daddr")).isEqualTo("::");
        assertThat(TestObject.text(six, "ip")).isEqualTo("2001:db8::7");
    }

    @Test
    void of_another_family_the_bytes_remain() {
        RecordView view = view("neither", "spellings");
        assertThat(TestObject.json(view, "saddr")).isEqualTo("\"20010db8000000000000000000000007\"");
        assertThat(TestObject.json(view, "daddr")).isEqualTo("\"\"");
    }

    @Test
    void other_unions_and_those_that_nothing_decides_keep_their_members() {
        assertThat(fields(view("others", "others"))).containsExactly("count", "digest", "ip_version");
        RecordView undecided = view("undecided", "undecided");
        assertThat(fields(undecided)).containsExactly("host.ip4", "host.ip6", "tls");
        assertThat(TestObject.text(undecided, "host.ip4")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"saddr,::ffff:127.0.0.1", "daddr_v6,::ffff:127.0.0.1", "local,::ffff:127.0.0.1", "remote,2001:db8::7"})
    void a_mapped_address_of_ipv6_is_shown_as_mapped(String field, String text) {
        assertThat(TestObject.text(view("mapped", "mapped"), field)).isEqualTo(text);
    }

    @Test
    void the_kits_addresses_go_by_the_family_beside_them() {
        assertThat(TestObject.text(view("kit", "kit"), "remote")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"saddr,127.0.0.1", "daddr,127.0.0.2", "sport,80", "ts,1000", "delta,2000", "start_time,3000",
        "wait_us,4 ms"})
    void a_connections_fields_are_shown_as_what_they_must_be(String field, String text) {
        RecordView view = view("connection", "connection");
        assertThat(TestObject.text(view, field)).isEqualTo(text);
        assertThat(view.schema().fields()).allMatch(Field::shown);
        assertThat(view.timeNanos()).isEqualTo(TestObject.READ_NANOS);
    }

    @ParameterizedTest
    @CsvSource({"saddr,2130706433", "daddr,2130706434", "saddr_v4,2130706435", "sport,80", "dport,443",
        "peer_ip4,127.0.0.4", "family,AF_INET"})
    void what_may_be_in_the_machines_order_stays_a_number(String field, String text) {
        assertThat(TestObject.text(view("numbers", "numbers"), field)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"saddr,4096", "daddr,8192", "flags,2", "ts,5", "duration,6"})
    void what_only_sounds_like_it_stays_a_number(String field, String text) {
        RecordView view = view("transfer", "transfer");
        assertThat(TestObject.text(view, field)).isEqualTo(text);
        assertThat(TestObject.json(view, field)).isEqualTo(text);
    }
}
