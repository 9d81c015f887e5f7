package io.aftercare.process;

import io.aftercare.registration.Intake;
import io.aftercare.registration.RegistrationService;
import io.aftercare.ticket.Category;
import io.aftercare.ticket.Channel;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Impact;
import io.aftercare.ticket.Mood;
import io.aftercare.ticket.Urgency;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The start form of after-sales: the same intake as over HTTP, with flat fields. */
@Component
class CamundaStartFormIntake implements StartFormIntake {

    private final RegistrationService registrations;

    CamundaStartFormIntake(RegistrationService registrations) {
        this.registrations = registrations;
    }

    @Override
    public String receive(Map<String, @Nullable Object> fields) {
        Submitted submitted = new Submitted(fields)
                .only(
                        "channel",
                        "customerRef",
                        "customerName",
                        "customerPhone",
                        "customerEmail",
                        "description",
                        "orderNo",
                        "productSerial",
                        "occurredAt",
                        "expectedResolutionAt",
                        "mood",
                        "suspectedEmergency",
                        "category",
                        "impact",
                        "urgency",
                        "complexity",
                        "answer",
                        "confirmedOnCall");
        return registrations
                .receive(new Intake(
                        submitted.choice("channel", Channel.class),
                        new Intake.CustomerReference(
                                submitted.text("customerRef"),
                                submitted.text("customerName"),
                                submitted.text("customerPhone"),
                                submitted.text("customerEmail"),
                                null),
                        submitted.text("description"),
                        null,
                        null,
                        submitted.text("orderNo"),
                        submitted.text("productSerial"),
                        null,
                        submitted.instant("occurredAt"),
                        submitted.instant("expectedResolutionAt"),
                        submitted.choice("mood", Mood.class),
                        submitted.flag("suspectedEmergency"),
                        null,
                        null,
                        classification(submitted)))
                .number();
    }

    /** A choice that stands at its default says nothing: only a category says that he classified. */
    private static Intake.@Nullable ClassificationFields classification(Submitted submitted) {
        if (!submitted.has("category")) {
            return null;
        }
        return new Intake.ClassificationFields(
                submitted.choice("category", Category.class),
                submitted.choice("impact", Impact.class),
                submitted.choice("urgency", Urgency.class),
                submitted.choice("complexity", Complexity.class),
                submitted.text("answer"),
                submitted.flag("confirmedOnCall"));
    }
}
