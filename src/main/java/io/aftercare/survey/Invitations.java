package io.aftercare.survey;

import io.aftercare.callback.SurveyAnswered;
import io.aftercare.callback.SurveyInvitations;
import io.aftercare.customer.CustomerAnonymised;
import io.aftercare.notification.Outbox;
import io.aftercare.notification.SurveyLinks;
import io.aftercare.notification.Template;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.security.Fingerprint;
import io.aftercare.security.Signature;
import io.aftercare.survey.SurveyMapper.NewInvitation;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketMoved;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.security.crypto.keygen.BytesKeyGenerator;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Personal links to surveys: one per round of work or wave, single use, ending, withdrawn when the work goes on (L9,
 * L10). A link is 256 bits made of 128 random ones under a secret of the server; the table keeps its hash.
 */
@Service
@Transactional
public class Invitations implements SurveyInvitations, SurveyLinks {

    private final SurveyMapper surveys;
    private final SurveyTemplates templates;
    private final Outbox outbox;
    private final String secret;
    private final String base;
    private final BytesKeyGenerator nonces = KeyGenerators.secureRandom(16);
    private final Clock clock;

    Invitations(
            SurveyMapper surveys,
            SurveyTemplates templates,
            @Lazy Outbox outbox,
            @Value("${aftercare.tracking-secret}") String secret,
            @Value("${aftercare.public-url}") String publicUrl,
            Clock clock) {
        this.surveys = surveys;
        this.templates = templates;
        this.outbox = outbox;
        this.secret = secret;
        this.base = publicUrl.replaceFirst("/+$", "");
        this.clock = clock;
    }

    @Override
    public long invite(Ticket ticket, Instant endsAt) {
        Optional<Invitation> known = surveys.invitationOfRound(ticket.number(), ticket.resolutionRound());
        if (known.isPresent()) {
            return known.get().id();
        }
        SurveyTemplate template = templates.published(SurveyTemplate.CALLBACK);
        return make(template, ticket.number(), ticket.resolutionRound(), null, ticket.customerRef(), endsAt);
    }

    /** One customer of a wave. */
    long invite(SurveyTemplate template, long wave, String customerRef, Instant endsAt) {
        return make(template, null, null, wave, customerRef, endsAt);
    }

    @Override
    @Transactional(readOnly = true)
    public String url(long invitation) {
        return surveys.invitation(invitation)
                .map(found -> base + "/s/" + token(found.nonce()))
                .orElse(base);
    }

    /** The invitation behind a link; 404 for an unknown one. */
    @Transactional(readOnly = true)
    public Invitation ofToken(String token) {
        return surveys.invitationOfToken(Fingerprint.of(token))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "problem.link-unknown"));
    }

    /** Takes the invitation, for the only time; 409 for whoever comes second or late. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void use(Invitation invitation) {
        if (surveys.use(invitation.id(), clock.instant()) == 0) {
            throw new ProblemException(ProblemType.TOO_LATE, "problem.moment-passed");
        }
    }

    /** However the round was answered, its link is used up. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void answered(SurveyAnswered event) {
        surveys.useRound(event.answer().ticketNumber(), event.answer().roundNo());
    }

    /** The work goes on: what he was asked about is not over. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void moved(TicketMoved event) {
        boolean wasDone = event.from().isResolved() || event.from().isFinal();
        if (wasDone && event.ticket().status().isOpenWork()) {
            surveys.revokeTicket(event.ticket().number(), clock.instant());
        }
    }

    /** Who is forgotten is asked nothing any more. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void forget(CustomerAnonymised event) {
        surveys.revokeCustomer(event.ref(), clock.instant());
        for (Invitation sent : surveys.sentInWaves(event.ref())) {
            outbox.forget(Template.SURVEY_WAVE, occasion(sent.waveId(), sent.id()));
        }
    }

    /** What makes the letter of an invitation one of its own. */
    static String occasion(@Nullable Long wave, long invitation) {
        return "wave-" + wave + "-" + invitation;
    }

    private long make(
            SurveyTemplate template,
            @Nullable String ticketNumber,
            @Nullable Integer roundNo,
            @Nullable Long wave,
            String customerRef,
            Instant endsAt) {
        String nonce = HexFormat.of().formatHex(nonces.generateKey());
        NewInvitation invitation = new NewInvitation(
                new Invitation(
                        0,
                        template.code(),
                        template.version(),
                        nonce,
                        ticketNumber,
                        roundNo,
                        wave,
                        customerRef,
                        clock.instant(),
                        endsAt,
                        false,
                        null),
                Fingerprint.of(token(nonce)));
        surveys.insertInvitation(invitation);
        return invitation.getId();
    }

    private String token(String nonce) {
        byte[] signed = Signature.of(secret, ("survey:" + nonce).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }
}
