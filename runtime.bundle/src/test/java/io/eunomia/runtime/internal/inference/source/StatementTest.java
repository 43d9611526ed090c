package io.eunomia.runtime.internal.inference.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines are what strangers wrote: the column decides, and nothing in a line is more than a line. */
class StatementTest {

    private static Statement at(String text, String mark) {
        return new Statement(new SourceLine(0, text, 1, text.indexOf(mark) + 1));
    }

    private static String name(Optional<AccessPath> path) {
        return path.map(one -> one.variable() + ' ' + one.name() + ' ' + one.index()).orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "e->pid = 1; | = | e pid -1",
        "e->a.b = x; e->c = y; | = y | e c -1",
        "x = 1; e->addr[3] = y; | = y | e addr 3",
        "e->args[i + x[1]] += y; | += | e args -2",
        "e->count++; | ++ | e count -1",
        "if (e->pid == 2) | == | ''",
        "if (e->pid != 2) | != | ''",
        "foo(e)->pid = 2; | = 2 | ''",
        "e->list[2].x = 2; | = 2 | ''"})
    void the_column_of_an_operator_tells_what_is_assigned(String text, String mark, String path) {
        assertThat(name(at(text, mark).assigned())).isEqualTo(path);
    }

    @Test
    void calls_have_arguments_and_receivers() {
        String text = "\te->sz = (int)bpf_get_stack(ctx, &e->stack, sizeof(e->stack), f(1, 2));";
        Statement statement = at(text, "bpf_get_stack");
        assertThat(statement.call().orElseThrow().arguments()).containsExactly("ctx", "&e->stack", "sizeof(e->stack)",
                "f(1, 2)");
        assertThat(name(statement.receiver())).isEqualTo("e sz -1");
        assertThat(at("if (a == bpf_ktime_get_ns()) x;", "bpf_").receiver()).isEmpty();
        assertThat(name(at("e->addr = v->addr;", "addr;").copied())).isEqualTo("e addr -1");
        assertThat(at("e->addr = v->addr + 1;", "addr + ").copied()).isEmpty();
        assertThat(name(at("get(e->comm, 16);", "comm").around())).isEqualTo("e comm -1");
        assertThat(at(".pid = id >> 32, .x = 3", ">> 32").designated()).contains("pid");
    }

    @Test
    void no_line_and_no_column_does_harm() {
        Random random = new Random(11);
        String signs = "ab->.[]()=&*+,;{} 1\"'";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            Statement statement = new Statement(new SourceLine(0, text.toString(), 1, random.nextInt(44)));
            assertThatCode(() -> {
                statement.assigned();
                statement.assignedValue();
                statement.plain();
                statement.call();
                statement.receiver();
                statement.copied();
                statement.around().ifPresent(statement::receives);
                statement.designated();
                Statement.path(text.toString());
            }).as(text.toString()).doesNotThrowAnyException();
        }
    }
}
