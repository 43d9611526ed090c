package io.eunomia.runtime.internal.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.runtime.event.Field;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses and ports in plain numbers are shown as such only if the code reads them in the order of the network. */
class NetworkOrderTest {
    private static final TestObject OBJECT = TestObject.named("byte_orders");

    @ParameterizedTest
    @CsvSource({"told,saddr,ipv4_be", "told,daddr,''", "told,sport,''", "told,dport,port_be", "told,src_ip,''",
        "told,dst_ip,''", "told,remote_ip4,ipv4_be", "told,local_ip4,''", "bare,saddr,ipv4_be", "bare,daddr,hex32",
        "bare,sport,''", "bare,dport,port_be"})
    void the_code_tells_the_order(String ring, String field, String show) {
        CompiledSchema schema = OBJECT.factory().events(ring, Optional.empty());
        assertThat(schema.field(field)).map(Field::show).hasValue(show);
    }
}
