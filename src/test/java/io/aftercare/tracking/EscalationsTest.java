package io.aftercare.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import io.aftercare.notification.Notifier;
import io.aftercare.notification.Template;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.ticket.Complexity;
import io.aftercare.ticket.Priority;
import io.aftercare.ticket.Ticket;
import io.aftercare.ticket.TicketService;
import io.aftercare.ticket.TicketStatus;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TrackingTest
class EscalationsTest {

    @Autowired
    private Escalations escalations;

    @Autowired
    private TicketService tickets;

    @Autowired
    private Timeline timeline;

    @Autowired
    private Scene scene;

    @Autowired
    private RecordedProcess process;

    @Autowired
    private Notifier notifier;

    @BeforeEach
    void begin() {
        scene.begins();
    }

    @Test
    void theSupervisorsOfTheDepartmentAreCalledAndMayTakeWhatIsOpen() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        process.open("Task_ProposeSolution", "technical-staff");
        process.open("Task_UpdateCustomer", "service-agents");

        escalations.escalate(ticket.number(), "He has called three times");

        assertThat(tickets.require(ticket.number()).escalated()).isTrue();
        assertThat(timeline.of(ticket.number())).last().satisfies(line -> {
            assertThat(line.kind()).isEqualTo(TimelineKind.ESCALATED_BY_HAND);
            assertThat(line.actor()).isEqualTo("agent");
            assertThat(line.text()).isEqualTo("He has called three times");
            assertThat(line.visibleToCustomer()).isFalse();
        });
        verify(notifier)
                .toGroup(
                        any(),
                        eq("technical-supervisors"),
                        eq(Template.MESSAGE),
                        anyString(),
                        eq(Map.of("text", "He has called three times")));
        assertThat(process.told)
                .containsExactly("technical-supervisors may take [Task_ProposeSolution, Task_UpdateCustomer]");
    }

    @Test
    void anEscalationIsNoWayAroundASignature() {
        Ticket ticket = scene.classified(scene.received(false), Priority.P1, Complexity.COMPLEX);
        process.open("Task_ApproveSolution", "compensation-managers");
        escalations.escalate(ticket.number(), "Urgent");
        assertThat(process.told).isEmpty();
    }

    @Test
    void beforeTheClassificationTheServiceSupervisorsAreCalledAndAfterTheEndNobody() {
        Ticket ticket = scene.received(false);
        process.open("Task_RegisterTicket", "service-agents");
        escalations.escalate(ticket.number(), "Nobody answers");
        assertThat(process.told).containsExactly("service-supervisors may take [Task_RegisterTicket]");
        scene.moved(ticket, TicketStatus.CANCELLED);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> escalations.escalate(ticket.number(), "Too late"))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_LATE));
    }
}
