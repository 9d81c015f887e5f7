package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aftercare.customer.Customers;
import io.aftercare.customer.Reveals;
import io.aftercare.privacy.PrivacyRequest;
import io.aftercare.privacy.PrivacyRequests;
import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemType;
import io.aftercare.tracking.ClockState;
import io.aftercare.tracking.TicketClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a customer may ask for about himself comes in time, to him alone, and never around open money (E-04). */
class AfterSalesPrivacyTest extends AfterSalesTrace {

    @Autowired
    private PrivacyRequests requests;

    @Autowired
    private Customers people;

    @Autowired
    private Reveals reveals;

    @Test
    void aCopyIsEverythingThatWeHoldForMachinesAndForHim() throws IOException {
        aMinorFailure();
        customer(() -> confirmations.messageFromCustomer(number, "<script>alert(1)</script> It hums."));
        reveals.reveal(CUSTOMER, number, "Called him back.", "agent");
        PrivacyRequest request = requests.receive(CUSTOMER, PrivacyRequest.Kind.EXPORT, "By phone.", "agent");
        assertThat(refused(() -> requests.export(request.id(), "desk-supervisor")))
                .isEqualTo(ProblemType.TOO_LATE);
        requests.checkIdentity(request.id(), "Called back, he named the order.", "desk-supervisor");
        Map<String, String> files = unpacked(requests.export(request.id(), "desk-supervisor"));
        assertThat(files).containsOnlyKeys("C-1.json", "C-1.html");

        JsonNode json = new ObjectMapper().readTree(files.get("C-1.json"));
        assertThat(json.at("/customer/phone").asText()).isEqualTo("13800001001");
        assertThat(json.at("/recognisedBy")).hasSize(2);
        assertThat(json.at("/orders/0/order").asText()).isEqualTo(ORDER);
        assertThat(json.at("/tickets/0/number").asText()).isEqualTo(number);
        assertThat(json.at("/tickets/0/history").toString())
                .contains("It hums.")
                .doesNotContain("\"agent\"");
        assertThat(json.at("/tickets/0/messagesToYou")).isNotEmpty();
        assertThat(json.at("/contactsLookedAt/0/reason").asText()).isEqualTo("Called him back.");
        assertThat(files.get("C-1.html")).contains("It hums.", "&lt;script&gt;").doesNotContain("<script>");

        assertThat(requests.require(request.id()).state()).isEqualTo(PrivacyRequest.State.DONE);
        assertThat(clockOf(request).state()).isEqualTo(ClockState.MET);
        assertThat(reveals.of(CUSTOMER)).extracting("reason").contains("EXPORT " + request.id());
        requests.export(request.id(), "desk-supervisor");
        passes("P8D");
        assertThat(refused(() -> requests.export(request.id(), "desk-supervisor")))
                .isEqualTo(ProblemType.TOO_LATE);
    }

    @Test
    void nobodyIsForgottenWhileATicketOrMoneyIsOpen() {
        aMinorFailure();
        PrivacyRequest request = requests.receive(CUSTOMER, PrivacyRequest.Kind.DELETION, "Please.", "agent");
        requests.checkIdentity(request.id(), "He came with his passport 123.", "desk-supervisor");
        assertThat(requests.blockers(CUSTOMER)).singleElement().satisfies(blocker -> assertThat(blocker.ticketNumber())
                .isEqualTo(number));
        assertThat(refused(() -> requests.delete(request.id(), "manager"))).isEqualTo(ProblemType.RULE_REFUSES);
        assertThat(people.require(CUSTOMER).anonymisedAt()).isNull();

        as("agent", () -> confirmations.cancel(number, "agent", "It works."));
        requests.delete(request.id(), "manager");
        assertThat(people.require(CUSTOMER).anonymisedAt()).isNotNull();
        PrivacyRequest done = requests.require(request.id());
        assertThat(done.state()).isEqualTo(PrivacyRequest.State.DONE);
        assertThat(done.note()).isEqualTo("—");
        assertThat(done.identityProof()).isEqualTo("—");
        assertThat(people.findOrAdd("Zhang Wei", "13800001001", null, null).ref())
                .isNotEqualTo(CUSTOMER);
        assertThat(refused(() -> requests.receive(CUSTOMER, PrivacyRequest.Kind.EXPORT, null, "agent")))
                .isEqualTo(ProblemType.RULE_REFUSES);
    }

    @Test
    void aRequestIsDecidedOnceWithAReason() {
        PrivacyRequest request = requests.receive(CUSTOMER, PrivacyRequest.Kind.DELETION, null, "agent");
        assertThat(refused(() -> requests.receive(CUSTOMER, PrivacyRequest.Kind.DELETION, null, "agent")))
                .isEqualTo(ProblemType.RULE_REFUSES);
        assertThat(refused(() -> requests.refuse(request.id(), " ", "manager"))).isEqualTo(ProblemType.INVALID_FIELDS);
        requests.refuse(request.id(), "It was not he who called.", "manager");
        assertThat(requests.require(request.id()).refusal()).isEqualTo("It was not he who called.");
        assertThat(refused(() -> requests.checkIdentity(request.id(), "It is.", "manager")))
                .isEqualTo(ProblemType.TOO_LATE);
        assertThat(refused(() -> requests.delete(request.id(), "manager"))).isEqualTo(ProblemType.TOO_LATE);
        assertThat(requests.open()).isEmpty();
    }

    @Test
    void supervisorsHearOfARequestThatNobodyDecides() {
        PrivacyRequest request = requests.receive(CUSTOMER, PrivacyRequest.Kind.EXPORT, null, "agent");
        assertThat(clockOf(request).state()).isEqualTo(ClockState.RUNNING);
        passes("P20D");
        assertThat(clockOf(request).state()).isEqualTo(ClockState.BREACHED);
        assertThat(jdbc.queryForList(
                        "select distinct recipient from outbox_message where template = 'PRIVACY_LATE'", String.class))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private TicketClock clockOf(PrivacyRequest request) {
        return Objects.requireNonNull(requests.clockOf(request.id()));
    }

    private static ProblemType refused(Runnable action) {
        return Objects.requireNonNull(catchThrowableOfType(ProblemException.class, action::run), "not refused")
                .type();
    }

    private static Map<String, String> unpacked(byte[] archive) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
