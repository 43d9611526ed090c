package io.eunomia.runtime.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** All parsers that have a class of their own, in one JVM: what the build has time for. The first byte chooses. */
class EveryParserFuzzTest extends Fuzzing {
    private static final int SECONDS = Integer.getInteger("fuzz.build.seconds", 15);
    private static final List<Class<?>> PARSERS = parsers();
    private static final Method[] TARGETS = PARSERS.stream().map(EveryParserFuzzTest::method).toArray(Method[]::new);

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        if (input.length == 0) {
            return;
        }
        try {
            TARGETS[(input[0] & 0xff) % TARGETS.length].invoke(null, (Object) Arrays.copyOfRange(input, 1, input.length));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    protected List<byte[]> seeds() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < PARSERS.size(); i++) {
            try {
                Constructor<?> constructor = PARSERS.get(i).getDeclaredConstructor();
                constructor.setAccessible(true);
                for (byte[] seed : ((Fuzzing) constructor.newInstance()).inputs()) {
                    ByteArrayOutputStream chosen = new ByteArrayOutputStream();
                    chosen.write(i);
                    chosen.write(seed);
                    all.add(chosen.toByteArray());
                }
            } catch (ReflectiveOperationException | IOException e) {
                throw new AssertionError(PARSERS.get(i).getName(), e);
            }
        }
        return all;
    }

    @Override
    protected int seconds() {
        return SECONDS;
    }

    private static Method method(Class<?> parser) {
        try {
            return target(parser);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(parser.getName() + " has no fuzzerTestOneInput", e);
        }
    }

    private static List<Class<?>> parsers() {
        try {
            Path classes = Path.of(EveryParserFuzzTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                return files.map(classes::relativize).map(Path::toString).filter(name -> name.endsWith("FuzzTest.class"))
                        .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.')).sorted()
                        .<Class<?>>map(EveryParserFuzzTest::load).filter(type -> type != EveryParserFuzzTest.class).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
