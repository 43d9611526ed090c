package io.eunomia.runtime.internal.symbol;

import io.eunomia.runtime.fuzz.Fuzzing;
import io.eunomia.runtime.internal.symbol.demangle.Demangler;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Names are anybody's: each becomes a bounded text or stays as it is. */
class DemanglerFuzzTest extends Fuzzing {

    public static void fuzzerTestOneInput(byte[] input) {
        String name = new String(input, StandardCharsets.ISO_8859_1);
        String readable = Demangler.readable(name);
        if (readable.length() > Math.max(name.length(), 40_000)) {
            throw new AssertionError("from " + name.length() + " characters " + readable.length() + " were made");
        }
    }

    @Override
    protected List<byte[]> seeds() {
        return Stream.of("_ZSt4sortIPiPFbiiEEvT_S3_T0_", "_ZNSt6vectorISsSaISsEE12emplace_backIJRA6_KcEEERSsDpOT_", "_ZZ4mainENKUlvE_clEv",
                "_ZN58_$LT$alloc..string..String$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE",
                "_RINvCs1234_7mycrate3addlNtB2_4TypeE", "_RNvXs_Cs1234_7mycrateNtB4_4TypeNtB4_5Trait4call", "_ZTv0_n24_N1BD1Ev.cold")
                .map(name -> name.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }
}
