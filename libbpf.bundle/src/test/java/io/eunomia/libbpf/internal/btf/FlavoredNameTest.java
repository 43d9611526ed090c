package io.eunomia.libbpf.internal.btf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlavoredNameTest {
    @Test
    void names_lose_their_flavor_as_libbpf_cuts_it() {
        assertThat(FlavoredName.essential("task_struct___old")).isEqualTo("task_struct");
        assertThat(FlavoredName.essential("a___b___c")).isEqualTo("a___b");
        assertThat(FlavoredName.essential("task___")).isEqualTo("task___");
        assertThat(FlavoredName.essential("task____old")).isEqualTo("task____old");
        assertThat(FlavoredName.essential("___x")).isEqualTo("___x");
        assertThat(FlavoredName.essential("")).isEmpty();
    }
}
