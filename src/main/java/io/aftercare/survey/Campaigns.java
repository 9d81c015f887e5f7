package io.aftercare.survey;

import io.aftercare.customer.Customer;
import io.aftercare.customer.Customers;
import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.Checks;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.survey.SurveyMapper.NewWave;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends a questionnaire to everybody who was served in some days, each once, nobody twice in a week (1-08, 1-11). */
@Service
@Transactional
public class Campaigns {

    static final int MOST = 2_000;
    static final int LONGEST_DAYS = 60;

    private final SurveyMapper surveys;
    private final SurveyTemplates templates;
    private final Invitations invitations;
    private final Customers customers;
    private final Notifier notifier;
    private final ZoneId zone;
    private final Clock clock;

    Campaigns(
            SurveyMapper surveys,
            SurveyTemplates templates,
            Invitations invitations,
            Customers customers,
            Notifier notifier,
            @Value("${aftercare.zone}") ZoneId zone,
            Clock clock) {
        this.surveys = surveys;
        this.templates = templates;
        this.invitations = invitations;
        this.customers = customers;
        this.notifier = notifier;
        this.zone = zone;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<Wave> waves(String templateCode) {
        return surveys.waves(templateCode);
    }

    /** Both days belong to it; the link lives for so many days. */
    public Wave start(String code, String name, LocalDate from, LocalDate until, int days, String by, Locale language) {
        new Checks()
                .required("name", name)
                .atMost("name", name, 100)
                .that(!until.isBefore(from), "until", "field.last-day")
                .that(days >= 1 && days <= LONGEST_DAYS, "days", "field.range", 1, LONGEST_DAYS)
                .refuseIfAny();
        // one wave of a template after the other: nobody is asked twice by two of them
        surveys.lockTemplate(code);
        SurveyTemplate template = templates.published(code);
        if (!template.form().anonymous()) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.survey-not-anonymous");
        }
        Instant now = clock.instant();
        List<String> served = surveys.served(
                from.atStartOfDay(zone).toInstant(),
                until.plusDays(1).atStartOfDay(zone).toInstant(),
                MOST + 1);
        if (served.size() > MOST) {
            throw new ProblemException(ProblemType.RULE_REFUSES, "problem.survey-wave-large", MOST);
        }
        Instant endsAt = now.plus(Duration.ofDays(days));
        NewWave wave =
                new NewWave(new Wave(0, code, template.version(), name.strip(), from, until, by, now, endsAt, 0, 0));
        surveys.insertWave(wave);
        Set<String> asked = new HashSet<>(surveys.askedSince(code, now.minus(Validity.DEDUPE)));
        int invited = 0;
        for (String ref : served) {
            if (!asked.contains(ref)) {
                ask(template, wave.getId(), customers.require(ref), endsAt, language);
                invited++;
            }
        }
        surveys.countWave(wave.getId(), invited, served.size() - invited);
        return surveys.wave(wave.getId()).orElseThrow();
    }

    private void ask(SurveyTemplate template, long wave, Customer customer, Instant endsAt, Locale language) {
        long invitation = invitations.invite(template, wave, customer.ref(), endsAt);
        notifier.toPerson(
                customer,
                Template.SURVEY_WAVE,
                Invitations.occasion(wave, invitation),
                Map.of(
                        "title",
                        template.form().title().in(language),
                        "endsAt",
                        endsAt.toString(),
                        "invitation",
                        String.valueOf(invitation)));
    }
}
