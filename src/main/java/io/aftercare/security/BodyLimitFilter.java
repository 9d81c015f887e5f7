package io.aftercare.security;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies over {@value #LARGEST} bytes with 413, announced or not, before anything is buffered, and bodies that
 * come so slowly that they only hold a thread with 408 (R11). Forms with files may be as large as
 * {@code spring.servlet.multipart.max-request-size}, where files are taken at all.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BodyLimitFilter extends OncePerRequestFilter {

    static final long LARGEST = 1_048_576;

    private static final long PATIENCE_SECONDS = 10;
    private static final long SLOWEST_BYTES_PER_SECOND = 2_048;

    private static final Pattern TAKES_FILES =
            Pattern.compile("/api/tickets/[^/]+/attachments|/tickets/.*|/help(/.*)?|/t/[^/]+/[a-z]+");

    private final ObjectProvider<ProblemWriter> problems;
    private final long largestWithFiles;

    BodyLimitFilter(
            ObjectProvider<ProblemWriter> problems,
            @Value("${spring.servlet.multipart.max-request-size}") DataSize largestWithFiles) {
        this.problems = problems;
        this.largestWithFiles = largestWithFiles.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOfAnyKind(request)) {
            problems.getObject()
                    .write(new ProblemException(ProblemType.UNREADABLE, "problem.unreadable"), request, response);
            return;
        }
        boolean files = bringsFiles(request);
        if (request.getContentLengthLong() > (files ? largestWithFiles : LARGEST)) {
            problems.getObject()
                    .write(new ProblemException(ProblemType.TOO_LARGE, "problem.too-large"), request, response);
            return;
        }
        // the server itself counts the parts of a form with files
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        try {
            chain.doFilter(body && !files ? new Counted(request) : request, response);
        } catch (InvalidFileNameException unreadable) {
            // a form is read by whoever asks for a parameter first, long before anybody answers in words (R12)
            problems.getObject()
                    .write(new ProblemException(ProblemType.UNREADABLE, "problem.unreadable"), request, response);
        }
    }

    /** A wildcard is for what one takes, not for what one brings (R12). */
    private static boolean isOfAnyKind(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].contains("*");
    }

    private static boolean bringsFiles(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)
                && TAKES_FILES
                        .matcher(request.getRequestURI()
                                .substring(request.getContextPath().length()))
                        .matches();
    }

    /** Read up to the limit, of a sender that does not keep us waiting. */
    private static final class Counted extends HttpServletRequestWrapper {

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedStream(super.getInputStream());
        }
    }

    private static final class CountedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final long begin = System.nanoTime();
        private long read;

        CountedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > LARGEST) {
                throw new ProblemException(ProblemType.TOO_LARGE, "problem.too-large");
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
            if (seconds > PATIENCE_SECONDS + read / SLOWEST_BYTES_PER_SECOND) {
                throw new ProblemException(ProblemType.TOO_SLOW, "problem.too-slow");
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
