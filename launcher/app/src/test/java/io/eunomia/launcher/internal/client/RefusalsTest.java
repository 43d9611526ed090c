package io.eunomia.launcher.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.eunomia.shell.command.CommandFailure;
import io.eunomia.shell.command.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void a_problem_document_is_shown_whole() {
        CommandFailure failure = refusal(422, """
                {"type":"about:blank","title":"verifier","status":422,"detail":"program load \\"x\\": EACCES",
                 "kind":"verifier","hint":"check the pointer","verifier_log":"0: R1=ctx\\n1: bad"}""");

        assertThat(failure).hasMessage("program load \"x\": EACCES");
        assertThat(failure.hint()).isEqualTo("check the pointer");
        assertThat(failure.verifierLog()).isEqualTo("0: R1=ctx\n1: bad");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void the_kind_decides_the_exit_code() {
        assertThat(refusal(400, "{\"detail\":\"x\",\"kind\":\"bad_request\"}").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refusal(400, "{\"detail\":\"x\",\"kind\":\"bad_package\"}").exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refusal(422, "{\"detail\":\"x\",\"kind\":\"unsupported\"}").exitCode())
                .isEqualTo(ExitCode.KERNEL_LACKS_IT);
        assertThat(refusal(403, "{\"detail\":\"x\"}").exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
    }

    @Test
    void a_missing_token_is_explained() {
        CommandFailure failure = refusal(401, "");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(failure.hint()).contains("EUNOMIA_TOKEN");
        assertThat(failure).hasMessageContaining("there is none: /nowhere/token does not exist");
    }

    @Test
    void a_wrong_token_is_told_from_a_missing_one() {
        Token wrong = Token.find("secret", Path.of("/nowhere"));
        CommandFailure failure = Refusals.of(new Answer(401, "", InputStream.nullInputStream()), wrong);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_PERMITTED);
        assertThat(failure).hasMessageContaining("does not know the token of $EUNOMIA_TOKEN")
                .hasMessageNotContaining("secret");
    }

    @Test
    void an_answer_of_something_else_is_shown_by_its_status() {
        assertThat(refusal(502, "<html>bad gateway</html>")).hasMessage("the daemon answered 502");
    }

    private static CommandFailure refusal(int status, String body) {
        return Refusals.of(new Answer(status, "application/problem+json",
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))),
                Token.find(null, Path.of("/nowhere")));
    }
}
