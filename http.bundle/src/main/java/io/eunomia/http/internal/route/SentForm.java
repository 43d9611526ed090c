package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.HttpProblem;
import io.eunomia.runtime.GivenTypes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request: a package, or a form that brings the kernel's types with it. A path that a client names is never
 * read here.
 *
 * @param content of the package; empty if there is none
 * @param btf the form's part {@code btf}
 */
record SentForm(byte[] content, Optional<FormParts.Part> btf) {
    private static final String PACKAGE = "package";
    private static final String BTF = "btf";

    static boolean isForm(Exchange exchange) {
        return exchange.mediaType().equals(FormParts.TYPE);
    }

    /** @throws HttpProblem when the body is a form with other parts than these two */
    static SentForm withPackage(Exchange exchange) {
        if (!isForm(exchange)) {
            return new SentForm(exchange.body(), Optional.empty());
        }
        Map<String, FormParts.Part> parts = parts(exchange, Set.of(PACKAGE, BTF), "it takes two, package and btf");
        return new SentForm(parts.get(PACKAGE).content(), Optional.of(parts.get(BTF)));
    }

    /** Reads the body of a request about an installed tracker: nothing, or a form with the types alone. */
    static SentForm withoutPackage(Exchange exchange) {
        if (!isForm(exchange)) {
            return new SentForm(new byte[0], Optional.empty());
        }
        Map<String, FormParts.Part> parts = parts(exchange, Set.of(BTF), "it takes one, btf");
        return new SentForm(new byte[0], Optional.of(parts.get(BTF)));
    }

    private static Map<String, FormParts.Part> parts(Exchange exchange, Set<String> wanted, String hint) {
        Map<String, FormParts.Part> parts = FormParts.of(exchange.request().getContentType(), exchange.body());
        if (!parts.keySet().equals(wanted)) {
            throw HttpProblem.badRequest("the form has the parts " + String.join(", ", parts.keySet()), hint);
        }
        return parts;
    }

    /** The types in the form in which a tracker keeps them. */
    Optional<GivenTypes> types() {
        return btf.map(part -> GivenTypes.of(part.fileName().isEmpty() ? BTF : part.fileName(), part.content()));
    }
}
