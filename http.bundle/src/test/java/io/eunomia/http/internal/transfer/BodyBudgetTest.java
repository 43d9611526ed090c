package io.eunomia.http.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eunomia.http.internal.HttpProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final int MEBIBYTE = 1 << 20;
    private final BodyBudget budget = new BodyBudget(64L * MEBIBYTE, 3, Duration.ofSeconds(30));

    @Test
    void large_bodies_never_keep_small_ones_out() {
        try (BodyBudget.Share one = budget.share(); BodyBudget.Share two = budget.share();
                BodyBudget.Share small = budget.share()) {
            one.grow(64 * MEBIBYTE);
            two.grow(64 * MEBIBYTE);
            one.arrived();
            assertThat(one.isLarge()).isTrue();
            try (BodyBudget.Share three = budget.share()) {
                assertThatThrownBy(() -> three.grow(2 * MEBIBYTE)).isInstanceOf(HttpProblem.class)
                        .hasMessage("other bodies are being worked on");
                small.grow(MEBIBYTE);
                assertThat(small.isLarge()).isFalse();
            }
        }
        try (BodyBudget.Share again = budget.share()) {
            again.grow(64 * MEBIBYTE);
        }
    }

    @Test
    void what_is_closed_gives_everything_back_and_takes_no_more() {
        for (int i = 0; i < 1000; i++) {
            BodyBudget.Share share = budget.share();
            share.grow(60 * MEBIBYTE);
            share.close();
            share.grow(MEBIBYTE);
            share.arrived();
            share.close();
        }
        List<BodyBudget.Share> shares = new ArrayList<>(List.of(budget.share(), budget.share(), budget.share()));
        assertThatThrownBy(budget::share).hasMessage("there are 3 uploads already");
        shares.forEach(BodyBudget.Share::close);
    }
}
