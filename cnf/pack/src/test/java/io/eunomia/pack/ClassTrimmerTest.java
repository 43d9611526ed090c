package io.eunomia.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class ClassTrimmerTest {
    private final ClassTrimmer trimmer = new ClassTrimmer(hierarchy());

    @Test
    void a_class_of_before_java_6_is_lifted_to_8_and_does_what_it_did() throws Exception {
        for (int version : new int[] {Opcodes.V1_2, Opcodes.V1_4, Opcodes.V1_5}) {
            byte[] old = Classes.old("Old", version);
            byte[] trimmed = trimmer.trim(old);
            assertThat(ClassTrimmer.major(old)).isEqualTo(version);
            assertThat(ClassTrimmer.major(trimmed)).isEqualTo(Opcodes.V1_8);
            Method twice = load("Old", trimmed).getMethod("twice", int.class);
            assertThat(List.of(twice.invoke(null, 21), twice.invoke(null, -1))).containsExactly(42, -1);
        }
    }

    @Test
    void names_of_variables_go_and_lines_and_source_stay() {
        byte[] old = Classes.old("Old", Opcodes.V1_5);
        assertThat(text(old)).contains("LocalVariableTable", "aVariable", "LineNumberTable", "Old.java");
        assertThat(text(trimmer.trim(old))).doesNotContain("LocalVariableTable", "aVariable")
                .contains("LineNumberTable", "Old.java", "StackMapTable");
    }

    @Test
    void a_newer_class_keeps_its_version_and_its_parameters_names() throws Exception {
        byte[] own;
        try (InputStream in = ClassTrimmer.class.getResourceAsStream("ClassTrimmer.class")) {
            own = in.readAllBytes();
        }
        byte[] trimmed = trimmer.trim(own);
        assertThat(trimmed).hasSizeLessThan(own.length);
        assertThat(ClassTrimmer.major(trimmed)).isEqualTo(ClassTrimmer.major(own));
        assertThat(load(ClassTrimmer.class.getName(), trimmed).getDeclaredMethod("trim", byte[].class).getParameters()[0].getName())
                .isEqualTo("original");
    }

    @Test
    void what_is_trimmed_stays_as_it_is() {
        byte[] trimmed = trimmer.trim(Classes.old("Old", Opcodes.V1_5));
        assertThat(trimmer.trim(trimmed)).isEqualTo(trimmed);
    }

    private static Hierarchy hierarchy() {
        try {
            return new Hierarchy(List.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Asking for its methods has the JVM verify it. */
    private static Class<?> load(String name, byte[] bytes) {
        Class<?> loaded = new ClassLoader(ClassTrimmerTest.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(name, bytes, 0, bytes.length);
            }
        }.define();
        assertThat(loaded.getDeclaredMethods()).isNotEmpty();
        return loaded;
    }
}
