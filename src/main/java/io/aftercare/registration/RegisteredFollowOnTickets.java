package io.aftercare.registration;

import io.aftercare.confirmation.FollowOnTickets;
import io.aftercare.ticket.Ticket;
import org.springframework.stereotype.Component;

/** A follow-on ticket is received like any other. */
@Component
class RegisteredFollowOnTickets implements FollowOnTickets {

    private final RegistrationService registrations;

    RegisteredFollowOnTickets(RegistrationService registrations) {
        this.registrations = registrations;
    }

    @Override
    public String open(Ticket former, String text) {
        return registrations.continueAs(former, text).number();
    }
}
