package io.aftercare.portal;

import io.aftercare.attachment.Attachments;
import io.aftercare.attachment.Downloads;
import io.aftercare.attachment.Stored;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The files on a customer's page: of his own ticket and meant for him; any other does not exist (L14). */
@RestController
class PortalFiles {

    private final Door door;
    private final Attachments attachments;

    PortalFiles(Door door, Attachments attachments) {
        this.door = door;
        this.attachments = attachments;
    }

    @GetMapping("/t/{token}/attachments/{id}")
    @PreAuthorize("permitAll()")
    ResponseEntity<Resource> whole(@PathVariable String token, @PathVariable String id, HttpServletRequest request) {
        String number = door.open(token, request.getRemoteAddr());
        return Downloads.whole(his(number, attachments.open(id)));
    }

    @GetMapping("/t/{token}/attachments/{id}/thumbnail")
    @PreAuthorize("permitAll()")
    ResponseEntity<Resource> thumbnail(
            @PathVariable String token, @PathVariable String id, HttpServletRequest request) {
        String number = door.open(token, request.getRemoteAddr());
        return Downloads.thumbnail(his(number, attachments.openThumbnail(id)));
    }

    /** Of his ticket, or of what became part of it. */
    private Stored his(String number, Stored stored) {
        String id = stored.attachment().id();
        if (attachments.ofTicket(number).stream().noneMatch(file -> file.id().equals(id))
                || !stored.attachment().visibleToCustomer()) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.attachment-unknown");
        }
        return stored;
    }
}
