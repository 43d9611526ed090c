package io.eunomia.shell.internal.command;

import io.eunomia.runtime.Tracker;
import io.eunomia.runtime.TrackerManager;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Finds the bundle that a word stands for, for the framework's own commands: by id, by the name of its tracker or by symbolic
 * name. Gogo has such a converter only in its own shell, which is not used here.
 */
@Component(service = Converter.class, property = "osgi.converter.classes=org.osgi.framework.Bundle")
public final class BundleConverter implements Converter {
    private final BundleContext context;
    private final TrackerManager manager;

    @Activate
    public BundleConverter(BundleContext context, @Reference TrackerManager manager) {
        this.context = context;
        this.manager = manager;
    }

    @Override
    public Object convert(Class<?> desired, Object in) {
        if (desired != Bundle.class || in == null) {
            return null;
        }
        String word = in.toString();
        if (word.matches("[0-9]{1,18}")) {
            return context.getBundle(Long.parseLong(word));
        }
        Optional<Bundle> ofTracker = manager.find(word).map(Tracker::bundleId).map(context::getBundle);
        return ofTracker.or(() -> Stream.of(context.getBundles()).filter(each -> word.equals(each.getSymbolicName()))
                .findFirst()).orElse(null);
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Bundle bundle && level != Converter.INSPECT
                ? bundle.getSymbolicName() + " (" + bundle.getBundleId() + ")" : null;
    }
}
