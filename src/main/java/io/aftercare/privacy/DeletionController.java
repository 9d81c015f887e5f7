package io.aftercare.privacy;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deleting a customer over HTTP: he is forgotten, what was decided and paid stays auditable (E-04). */
@RestController
@RequestMapping("/api/customers/{ref}")
class DeletionController {

    private final PrivacyRequests requests;

    DeletionController(PrivacyRequests requests) {
        this.requests = requests;
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAnyRole('service-managers', 'camunda-admin')")
    void anonymise(@PathVariable String ref) {
        requests.forget(ref);
    }
}
