package io.aftercare.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Addresses that the server cannot decode never reach our code; what they are answered is a problem all the same (R12). */
public class UnreadableAddress extends ErrorReportValve {

    public UnreadableAddress() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        String accept = request.getHeader("Accept");
        if (status == null
                || !status.isError()
                || accept != null && accept.contains(MediaType.TEXT_HTML_VALUE) && !isApi(request)) {
            super.report(request, response, failure);
            return;
        }
        if (response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] problem = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}"
                .formatted(status.getReasonPhrase(), status.value())
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(problem.length);
        try {
            response.getOutputStream().write(problem);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("Nobody waits for the answer any more", gone);
        }
    }

    private static boolean isApi(Request request) {
        String address = request.getRequestURI();
        return address != null && address.startsWith("/api/");
    }
}
