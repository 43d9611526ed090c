package io.eunomia.runtime.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.runtime.TrackerException;
import io.eunomia.runtime.internal.decode.RecordView;
import io.eunomia.runtime.internal.decode.TestObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays compared as a whole, and comparisons that no event or every event satisfies: see layouts.bpf.c for the values. */
class ListsAndBoundsTest {
    private static final TestObject OBJECT = TestObject.named("layouts");
    private static final RecordView LISTS = OBJECT.view("lists");

    private static boolean matches(String filter) {
        return EventFilter.parse(filter).compile(List.of(LISTS.schema())).matches(LISTS);
    }

    /** Each as the value of {@code ==}, {@code !=} and of LDAP's {@code =} and {@code !}. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "colors ; [BLUE,RED] ; yes", "colors ; [BLUE, 1] ; yes", "colors ; [-3,RED] ; yes", "colors ; [\"BLUE\",\"RED\"] ; yes",
        "colors ; [RED,BLUE] ; no", "colors ; [BLUE,GREEN] ; no", "numbers ; [-1,5,0] ; yes", "levels ; [-1,127,-128] ; yes", "levels ; -128 ; yes", "levels ; 1 ; no", "numbers ; [-1,0x5,0] ; yes",
        "numbers ; [ -1 , 5.0 , 0 ] ; yes", "numbers ; [-1,5,1] ; no", "numbers ; [-1,*,0] ; yes", "numbers ; [*,*,1] ; no",
        "flat ; [000000,000009] ; yes", "flat ; [\"000000\",0x000009] ; yes", "flat ; [00:00:00,00:00:09] ; yes",
        "flat ; [000000,000008] ; no", "flat ; [*,00*] ; yes", "singles ; [0.1,0] ; yes", "singles ; [1e-1,-0.0] ; yes",
        "singles ; [0.1,1] ; no", "twices ; [-.25,1e300] ; yes", "truths ; [0,1,0] ; yes", "truths ; [no,on,false] ; yes",
        "truths ; [true,true,false] ; no", "names ; [one,\"two, 3\"] ; yes", "names ; ['one','two, 3'] ; yes",
        "names ; [\"\\u006fne\",*] ; yes", "names ; [one,t*] ; yes", "names ; [two,one] ; no", "names ; [one,\"\"] ; no",
        "grid ; [[a,b],[c,d]] ; yes", "grid ; [[\"a\",\"b\"], [\"c\",\"d\"]] ; yes", "grid ; [[a,b],[d,c]] ; no",
        "matrix ; [[1,2,3],[-4,0x5,6]] ; yes", "matrix ; [[1,2,3],[4,5,6]] ; no",
        "pair ; [{\"x\":1,\"deep\":2,\"named.deeper\":3},{\"x\": 4, \"deep\": 5, \"named.deeper\": 6}] ; yes",
        "pair ; [{x:1},{deep:0x5}] ; yes", "pair ; [{\"named.deeper\":3,\"x\":1},*] ; yes", "pair ; [{x:1},{x:5}] ; no",
        "pair ; {x:4} ; yes", "pair ; {x:*, deep:5} ; yes", "pair ; {x:1,deep:5} ; no", "pair ; {x:7} ; no",
        "pointers ; [0xffff888000001234,0] ; yes", "pointers ; [0xFFFF888000001234,1] ; no",
        "wides ; [5,0x80000000000000000000000000000000] ; yes", "wides ; [6,*] ; no"})
    void a_list_is_compared_element_by_element(String field, String list, String answer) {
        boolean expected = answer.equals("yes");
        String ldap = list.replace("\\", "\\5c");
        String quoted = '"' + list.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        assertThat(matches(field + " == " + list)).as("==").isEqualTo(expected);
        assertThat(matches(field + " != " + list)).as("!=").isNotEqualTo(expected);
        assertThat(matches('(' + field + '=' + ldap + ')')).as("LDAP").isEqualTo(expected);
        assertThat(matches("(!(" + field + '=' + ldap + "))")).as("LDAP !").isNotEqualTo(expected);
        if (!list.contains("*")) {
            assertThat(matches(field + " == " + quoted)).as("in quotes").isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "numbers ; [-1,5] ; the field has 3 elements, the list has 2", "numbers ; [] ; the field has 3 elements, the list has 0",
        "numbers ; [-1,5,0,0] ; the field has 3 elements, the list has 4", "numbers ; [-1,5,\"x\"] ; \"x\" is no whole number",
        "numbers ; [-1,,0] ; \"\" is no value, which field numbers[1] needs", "numbers ; [[-1],5,0] ; \"[-1]\" is no whole number",
        "numbers ; 5] ; is no whole number", "colors ; [BLUE,X] ; colors[1] = X can never match: it is no enumerator",
        "truths ; [0,1,2] ; \"2\" is neither true nor false, which field truths[2] needs", "flat ; [000000,xx] ; no hexadecimal digits",
        "matrix ; [[1,2,3],[1,2,3],[1,2,3]] ; the field has 2 elements, the list has 3", "matrix ; [1,2] ; \"1\" is no list",
        "matrix ; [[1,2],[3,4]] ; matrix[0] has 3 elements, the list has 2", "singles ; [0.1,x] ; \"x\" is no number",
        "pair ; {y:1} ; the struct has no member \"y\"", "pair ; {x} ; is no struct",
        "pair ; {x:one} ; is no whole number", "pair ; 300 ; \"300\" is no struct", "pair ; [1,2] ; \"1\" is no struct"})
    void a_list_that_is_none_of_the_arrays_is_refused_negated_or_not(String field, String list, String message) {
        for (String filter : List.of(field + " == " + list, field + " != " + list, '(' + field + '=' + list + ')',
                "(!(" + field + '=' + list + "))")) {
            assertThatThrownBy(() -> matches(filter)).as(filter).isInstanceOf(TrackerException.class)
                    .hasMessageContaining(message);
        }
    }

    /** What no event can satisfy is refused; its negation, which each event satisfies, is taken. */
    @ParameterizedTest
    @ValueSource(strings = {
        "numbers == [-1,5,5000000000]", "numbers == 5000000000", "pair == {x:5000000000}", "numbers > 2147483647", "flag == 2", "flag > 1", "flag < 0",
        "small == 1e39", "small == -1e39", "large == 1e400", "small > infinity", "small < -infinity", "wides == -1",
        "wides < 0", "wides > 0xffffffffffffffffffffffffffffffff", "negative < -170141183460469231731687303715884105728",
        "negative == 170141183460469231731687303715884105728", "mac == deadbeef000102", "mac == dead", "mac < 000000000000",
        "mac > ffffffffffff", "comm == \"sixteen chars 167\"", "comm < \"\"", "signal == 4294967296", "took < 0",
        "took == 1.5 ns", "peer == ::1", "@sequence < 1", "@sequence == 0"})
    void one_rule_for_what_is_never_true(String filter) {
        assertThatThrownBy(() -> matches(filter)).isInstanceOf(TrackerException.class).hasMessageContaining("can never match");
        assertThatThrownBy(() -> matches("!!(" + filter + ")")).isInstanceOf(TrackerException.class);
        assertThat(matches("!(" + filter + ")")).isTrue();
        if (filter.contains(" == ")) {
            assertThat(matches(filter.replace(" == ", " != "))).isTrue();
        }
    }

    /** What every event satisfies is taken; its negation is refused. */
    @ParameterizedTest
    @ValueSource(strings = {
        "numbers < 5000000000", "numbers >= -2147483648", "flag < 2", "flag <= 1", "flag >= 0", "wides >= 0",
        "wides <= 0xffffffffffffffffffffffffffffffff", "negative >= -170141183460469231731687303715884105728",
        "mac >= 000000000000", "mac <= ffffffffffff", "mac < ffffffffffff00", "comm >= \"\"", "signal < 4294967296",
        "took >= 0", "peer == 0.0.0.0/0", "@sequence > 0", "@sequence >= -5", "@stream == lists"})
    void one_rule_for_what_is_always_true(String filter) {
        assertThat(matches(filter)).isTrue();
        assertThatThrownBy(() -> matches("!(" + filter + ")")).isInstanceOf(TrackerException.class)
                .hasMessageContaining("the negation of").hasMessageContaining("can never match");
        assertThat(matches("!!(" + filter + ")")).isTrue();
    }

    /** Infinity and NaN are on one side of what a type cannot hold, so none of these is always or never true. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "small > -1e39 ; yes", "small < 1e39 ; yes", "small >= -1e39 ; yes", "small <= 1e39 ; yes", "small > 1e39 ; no",
        "small < -1e39 ; no", "small >= 1e39 ; no", "small <= -1e39 ; no", "endless > 1e39 ; yes", "endless >= 1e39 ; yes",
        "endless < 1e39 ; no", "endless <= 1e39 ; no", "endless > -1e39 ; yes", "large < 1e400 ; yes", "large > -1e400 ; yes",
        "large > 1e39 ; no", "endless == infinity ; yes", "endless <= infinity ; yes", "small >= infinity ; no"})
    void numbers_that_a_float_cannot_hold_are_ordered(String filter, String answer) {
        assertThat(matches(filter)).isEqualTo(answer.equals("yes"));
        assertThat(matches("!(" + filter + ")")).isNotEqualTo(answer.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "negative < 0 ; yes", "negative == -5 ; yes", "negative > -6 ; yes", "negative >= 0 ; no", "negative <= -5 ; yes",
        "negative == 0xfffffffffffffffffffffffffffffffb ; yes", "negative < 18446744073709551616 ; yes",
        "wides > 170141183460469231731687303715884105727 ; yes", "wides == 5 ; yes", "wides < 5 ; no", "wides == 0x*8* ; yes"})
    void numbers_of_128_bits_have_their_sign(String filter, String answer) {
        assertThat(matches(filter)).isEqualTo(answer.equals("yes"));
    }

    @Test
    void what_is_misspelt_is_refused_where_it_is_negated_too() {
        for (String filter : List.of("colors != BLEU", "!(colors == X*)", "signal != SIGKIL", "flags != O_CREAT", "mac != xyz",
                "mac != dea", "yes != maybe", "peer != 1.2.3", "@stream != other", "none != 1", "flag != x")) {
            assertThatThrownBy(() -> matches(filter)).as(filter).isInstanceOf(TrackerException.class);
        }
    }
}
