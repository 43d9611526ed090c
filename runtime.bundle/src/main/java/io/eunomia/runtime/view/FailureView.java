package io.eunomia.runtime.view;

import io.eunomia.runtime.Failure;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows why an action failed. */
public final class FailureView {

    private FailureView() {
    }

    public static Map<String, Object> of(Failure failure) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("kind", failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        view.put("message", failure.message());
        view.put("pointer", failure.pointer());
        view.put("hint", failure.hint());
        view.put("errno", failure.errno());
        view.put("verifier_log", failure.verifierLog());
        return view;
    }
}
