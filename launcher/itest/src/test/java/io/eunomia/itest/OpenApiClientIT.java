package io.eunomia.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eunomia.generated.ApiClient;
import io.eunomia.generated.ApiException;
import io.eunomia.generated.api.DefaultApi;
import io.eunomia.generated.model.Plan;
import io.eunomia.generated.model.Receipt;
import io.eunomia.generated.model.Tracker;
import io.eunomia.testkit.Daemon;
import io.eunomia.testkit.Distribution;
import io.eunomia.testkit.Packages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that nobody wrote, made from openapi.json by OpenAPI Generator, uses a daemon. */
@Tag("kernel")
@Timeout(120)
class OpenApiClientIT {
    @TempDir
    private Path state;

    @Test
    void a_generated_client_takes_a_tracker_through_its_life() throws Exception {
        try (Daemon daemon = Daemon.start(state)) {
            DefaultApi api = api(daemon, daemon.token());

            assertThat(api.showHealth().getStatus()).isEqualTo("ok");
            assertThat(api.showKernel().getUsable()).isTrue();
            assertThat(api.listTrackers(true).getTrackers()).extracting(Tracker::getName)
                    .containsExactly("process", "files", "tcpconnect");
            Plan plan = api.planPackage(own("1.0.0"), null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
            assertThat(plan.getRunnable()).isTrue();
            Tracker opens = api.installTracker(own("1.0.0"), null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, null, null, null);
            assertThat(opens.getName()).isEqualTo("opens");
            assertThat(opens.getState()).isEqualTo(Tracker.StateEnum.RUNNING);
            assertThat(opens.getStreams().get(0).getFields()).isNotEmpty();

            Receipt receipt = api.updateTracker(opens.getId(), own("1.1.0"), null, null, null, null, null, null, null, null, null, null, null, null,
                    null);
            assertThat(receipt.getFrom()).isEqualTo("1.0.0");
            assertThat(receipt.getLost()).isZero();
            assertThat(api.showStats(opens.getId(), true).getCost().getSeconds()).isPositive();
            assertThat(api.showHistory(opens.getId()).getPackages()).hasSize(2);
            assertThat(api.stopTracker(opens.getId()).getState()).isEqualTo(Tracker.StateEnum.STOPPED);
            api.removeTracker(opens.getId(), null);

            assertThatThrownBy(() -> api.showTracker(opens.getId())).isInstanceOfSatisfying(ApiException.class,
                    refused -> assertThat(refused.getCode()).isEqualTo(404));
            assertThatThrownBy(() -> api(daemon, "wrong").listTrackers(null)).isInstanceOfSatisfying(ApiException.class,
                    refused -> assertThat(refused.getCode()).isEqualTo(401));
        }
    }

    private static DefaultApi api(Daemon daemon, String token) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(daemon.url());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return new DefaultApi(client);
    }

    private static Map<?, ?> own(String version) throws IOException {
        return new ObjectMapper().readValue(Packages.own("opens", version, Distribution.object("opens"), Map.of()), Map.class);
    }
}
