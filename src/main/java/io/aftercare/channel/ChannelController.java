package io.aftercare.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.channel.ChannelProperties.Source;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one way in for chats, apps, shops and marketplaces (3-06): no login, but a signature. */
@RestController
@RequestMapping("/api/channels")
class ChannelController {

    /** So often somebody else may have been faster with the same message or conversation. */
    private static final int TRIES = 6;

    private final SignatureCheck signatures;
    private final ChannelReception reception;
    private final ObjectMapper json;

    ChannelController(SignatureCheck signatures, ChannelReception reception, ObjectMapper json) {
        this.signatures = signatures;
        this.reception = reception;
        this.json = json;
    }

    /** 201 for what is new, 200 with the same answer for what was brought before. */
    @PostMapping("/{channel}/messages")
    @PreAuthorize("permitAll()")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ChannelMessage.class)))
    ResponseEntity<Answer> receive(
            @PathVariable String channel,
            @RequestHeader(name = "X-Aftercare-Source", required = false) @Nullable String name,
            @RequestHeader(name = "X-Aftercare-Timestamp", required = false) @Nullable String timestamp,
            @RequestHeader(name = "X-Aftercare-Signature", required = false) @Nullable String signature,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request)
            throws IOException {
        byte[] sent = body == null ? new byte[0] : body;
        Source source = signatures.require(channel, name, timestamp, signature, sent);
        ChannelMessage message = read(sent, request);
        message.check();
        String hash = Fingerprint.of(json.writeValueAsString(message));
        ChannelReception.Taken taken = take(source, message, hash);
        return ResponseEntity.status(taken.before() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(new Answer(taken.ticketNumber(), taken.kind(), taken.trackingUrl()));
    }

    private ChannelReception.Taken take(Source source, ChannelMessage message, String hash) {
        for (int tried = 1; ; tried++) {
            try {
                return reception.take(source, message, hash);
            } catch (DuplicateKeyException | ConcurrencyFailureException somebodyWasFaster) {
                if (tried == TRIES) {
                    throw new ProblemException(ProblemType.CHANGED_MEANWHILE, "problem.changed-meanwhile");
                }
            }
        }
    }

    private ChannelMessage read(byte[] body, HttpServletRequest request) throws IOException {
        try {
            ChannelMessage message = json.readValue(body, ChannelMessage.class);
            if (message == null) {
                throw new ProblemException(ProblemType.UNREADABLE, "problem.unreadable");
            }
            return message;
        } catch (JsonProcessingException unreadable) {
            throw new HttpMessageNotReadableException("Unreadable", unreadable, new ServletServerHttpRequest(request));
        }
    }

    /** @param kind NEW, ADDED, REOPENED or CONTINUED, as it was the first time */
    record Answer(String ticketNumber, String kind, String trackingUrl) {}
}
