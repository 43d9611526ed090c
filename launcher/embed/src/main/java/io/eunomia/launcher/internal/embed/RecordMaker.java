package io.eunomia.launcher.internal.embed;

import io.eunomia.launcher.embed.MappingException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Makes records of one type by their canonical constructor. Immutable. */
final class RecordMaker<T> {
    private final Class<T> type;
    private final Constructor<T> constructor;

    /** Makes a maker. @throws MappingException when {@code type} is not a record that can be made */
    RecordMaker(Class<T> type) {
        if (!type.isRecord()) {
            throw new MappingException(type.getName() + " is not a record");
        }
        this.type = type;
        try {
            constructor = type.getDeclaredConstructor(components().stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        } catch (InaccessibleObjectException e) {
            throw new MappingException(type.getName() + " is in a package its module does not open to this one");
        }
    }

    Class<T> type() {
        return type;
    }

    List<RecordComponent> components() {
        return Arrays.asList(type.getRecordComponents());
    }

    /** Makes one. @param values of its components, in their order */
    T make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }
}
