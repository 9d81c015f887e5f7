package io.aftercare.attachment;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.CurrentUser;
import io.aftercare.security.Staff;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files for the house: everybody who may read a ticket reads its files; what is on no ticket reads who brought it. */
@RestController
class AttachmentController {

    private final Attachments attachments;
    private final AttachedFiles attachedFiles;
    private final CurrentUser currentUser;

    AttachmentController(Attachments attachments, AttachedFiles attachedFiles, CurrentUser currentUser) {
        this.attachments = attachments;
        this.attachedFiles = attachedFiles;
        this.currentUser = currentUser;
    }

    @GetMapping("/attachments/{id}")
    @Staff
    ResponseEntity<Resource> whole(@PathVariable String id) {
        return Downloads.whole(readable(attachments.open(id)));
    }

    @GetMapping("/attachments/{id}/thumbnail")
    @Staff
    ResponseEntity<Resource> thumbnail(@PathVariable String id) {
        return Downloads.thumbnail(readable(attachments.openThumbnail(id)));
    }

    @GetMapping("/api/tickets/{number}/attachments")
    @Staff
    List<Attachment> ofTicket(@PathVariable String number) {
        return attachedFiles.of(number);
    }

    /** Several files under one line of the timeline; {@code visibleToCustomer} shows them on his page too. */
    @PostMapping(path = "/api/tickets/{number}/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Staff
    void add(
            @PathVariable String number,
            @RequestParam(name = "file", required = false) @Nullable List<MultipartFile> files,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(defaultValue = "false") boolean visibleToCustomer)
            throws IOException {
        attachedFiles.require(number);
        List<String> ids = Uploads.keep(attachments, files, currentUser.id());
        attachedFiles.add(number, ids, text, visibleToCustomer);
    }

    private Stored readable(Stored stored) {
        Attachment attachment = stored.attachment();
        if (attachment.ticketNumber() == null && !attachment.broughtBy().equals(currentUser.id())) {
            throw new ProblemException(ProblemType.NOT_FOUND, "problem.attachment-unknown");
        }
        return stored;
    }
}
