package io.eunomia.http.internal.route;

import io.eunomia.http.internal.Exchange;
import io.eunomia.http.internal.Phase;
import io.eunomia.http.internal.Route;
import io.eunomia.http.internal.Route.Face;
import io.eunomia.runtime.KernelReport;
import io.eunomia.runtime.KernelReport.Finding;
import io.eunomia.runtime.KernelReport.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The routes about the machine and the server themselves. */
public final class HostRoutes {
    private final KernelReport kernel;
    private final Phase phase;

    public HostRoutes(KernelReport kernel, Phase phase) {
        this.kernel = kernel;
        this.phase = phase;
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/api/v1/kernel", Face.V1, this::kernel),
                new Route("GET", "/healthz", Face.OPEN, this::health));
    }

    private void kernel(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        List<Finding> findings = kernel.findings();
        exchange.json(200, out -> {
            out.writeStartObject();
            out.writeBooleanField("usable", findings.stream().noneMatch(one -> one.verdict() == Verdict.FATAL));
            out.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                out.writeStartObject();
                out.writeStringField("topic", finding.topic());
                out.writeStringField("name", finding.name());
                out.writeStringField("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
                out.writeStringField("value", finding.value());
                out.writeStringField("remedy", finding.remedy());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Tells only the server's phase, because it answers clients without a token. */
    private void health(Exchange exchange) throws IOException {
        exchange.query().refuseRest();
        String word = phase.word();
        exchange.json(word.equals("ok") ? 200 : 503, out -> {
            out.writeStartObject();
            out.writeStringField("status", word);
            out.writeEndObject();
        });
    }
}
