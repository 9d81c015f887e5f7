package io.aftercare.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.aftercare.attachment.AttachmentProperties;
import io.aftercare.attachment.Attachments;
import io.aftercare.conversation.Incoming;
import io.aftercare.conversation.Received;
import io.aftercare.conversation.Reception;
import io.aftercare.customer.Customer;
import io.aftercare.customer.CustomerOrder;
import io.aftercare.customer.Customers;
import io.aftercare.customer.OrderDirectory;
import io.aftercare.notification.Languages;
import io.aftercare.problem.ProblemException;
import io.aftercare.ticket.RequestType;
import io.aftercare.ticket.Timeline;
import io.aftercare.ticket.TimelineKind;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mybatis.spring.boot.test.autoconfigure.MybatisTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

@MybatisTest(
        properties = {"spring.datasource.url=jdbc:h2:mem:help;MODE=MySQL;DB_CLOSE_DELAY=-1", "aftercare.language=en"})
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@EnableConfigurationProperties(PortalProperties.class)
@ImportAutoConfiguration({MessageSourceAutoConfiguration.class, JacksonAutoConfiguration.class})
@Import({HelpRequests.class, Languages.class, HelpRequestsTest.Noon.class})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
class HelpRequestsTest {

    private static final String NUMBER = "261122-000001";
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");

    @Autowired
    private HelpRequests requests;

    @Autowired
    private HelpMapper mapper;

    @Autowired
    private JdbcTemplate jdbc;

    @MockitoBean
    private Reception reception;

    @MockitoBean
    private Attachments attachments;

    @MockitoBean
    private OrderDirectory orders;

    @MockitoBean
    private Customers customers;

    @MockitoBean
    private Timeline timeline;

    @BeforeEach
    void anOrderOfLiLei() {
        for (String table : List.of("help_request", "ticket", "customer")) {
            jdbc.update("delete from " + table);
        }
        jdbc.update("insert into customer (ref, name, tier, created_at) values ('C-1', 'Li Lei', 'STANDARD', now())");
        jdbc.update(
                "insert into ticket (number, status, channel, customer_ref, description, suspected_emergency,"
                        + " reported_by, not_ours_count, reopened_count, urged_count, resolution_round, escalated,"
                        + " status_since, received_at, propose_article)"
                        + " values (?, 'RECEIVED', 'WEB', 'C-1', 'x', false, 'customer', 0, 0, 0, 0, false, ?, ?, false)",
                NUMBER,
                Timestamp.from(NOON),
                Timestamp.from(NOON));
        given(orders.find(anyString())).willReturn(Optional.empty());
        given(customers.find(anyString())).willReturn(Optional.empty());
        given(orders.find("SO-1"))
                .willReturn(Optional.of(
                        new CustomerOrder("SO-1", "C-1", "Fridge", null, new BigDecimal("1.00"), NOON, null)));
        given(customers.find("C-1"))
                .willReturn(
                        Optional.of(new Customer("C-1", "Li Lei", "13800001234", null, null, "STANDARD", NOON, null)));
        given(reception.receive(any())).willReturn(new Received(NUMBER, Received.Kind.NEW, 1));
        AttachmentProperties limits = mock(AttachmentProperties.class);
        given(limits.filesAtOnce()).willReturn(2);
        given(limits.largestFile()).willReturn(DataSize.ofMegabytes(1));
        given(attachments.limits()).willReturn(limits);
    }

    @Test
    void everyPageIsKeptRightOrWrongAndNobodyElseReadsIt() {
        String secret = requests.begin();
        requests.keep(secret, HelpStep.INTENT, Map.of("intent", "AFTER"));
        requests.keep(secret, HelpStep.PROBLEM, Map.of("description", "it hu", "status", "CLOSED", "orderNo", "SO-9"));
        HelpAnswers answers = requests.find(secret).orElseThrow().answers();
        assertThat(answers.fields()).containsOnly(Map.entry("intent", "AFTER"), Map.entry("description", "it hu"));
        assertThat(requests.find(requests.begin()).orElseThrow().answers().fields())
                .isEmpty();
        assertThat(requests.find("guess")).isEmpty();
        assertThat(jdbc.queryForList("select id from help_request", String.class))
                .allMatch(id -> id.matches("[0-9a-f]{64}"))
                .doesNotContain(secret);
    }

    @Test
    @Tag("S13")
    void whoKnowsTheOrderAndItsPhoneIsItsCustomerAndAnybodyElseIsWhoHeSaysHeIs() {
        assertThat(sent("SO-1", "+86 138 0000 1234").sender().customerRef()).isEqualTo("C-1");
        for (Incoming stranger : List.of(sent("SO-1", "13900009999"), sent("SO-77", "13800001234"), sent("", ""))) {
            assertThat(stranger.sender().customerRef()).isNull();
            assertThat(stranger.sender().name()).isEqualTo("Han");
            assertThat(stranger.sender().phone()).isEqualTo("13700007777");
        }
        // the same number of statements, whoever asks: finding nobody by his reference would look for whom he became
        verify(orders, times(4)).find(anyString());
        verify(customers, times(2)).find(anyString());
        verify(customers, times(2)).row(anyString());
    }

    @Test
    void pressingTheButtonTwiceMakesOneTicketAndWhatWasTypedStandsOnlyThere() {
        String secret = filledIn("SO-1", "13800001234");
        assertThat(requests.send(secret, true)).isEqualTo(NUMBER);
        assertThat(requests.send(secret, true)).isEqualTo(NUMBER);
        verify(reception, times(1)).receive(any());
        assertThat(requests.find(secret).orElseThrow().ticketNumber()).isEqualTo(NUMBER);
        assertThat(jdbc.queryForObject("select answers from help_request", String.class))
                .doesNotContain("Han", "13800001234");
    }

    @Test
    void whatIsMissingIsRefusedWhereverItStandsAndNothingIsSent() {
        String secret = filledIn("SO-1", "13800001234");
        requests.keep(secret, HelpStep.PROBLEM, Map.of("emergency", "maybe"));
        assertThatThrownBy(() -> requests.send(secret, true)).hasMessageContaining("emergency");
        String call = requests.begin();
        requests.keep(call, HelpStep.INTENT, Map.of("intent", "BEFORE"));
        requests.keep(call, HelpStep.CALL, Map.of("name", "Han", "phone", "none"));
        assertThatThrownBy(() -> requests.send(call, true)).hasMessageContaining("field.phone");
        assertThatThrownBy(() -> requests.send(requests.begin(), true)).isInstanceOf(ProblemException.class);
        verify(reception, times(0)).receive(any());
    }

    @Test
    void beforeTheSaleItIsAnInquiryWithTheTimeToCall() {
        String secret = requests.begin();
        requests.keep(secret, HelpStep.INTENT, Map.of("intent", "BEFORE"));
        requests.keep(secret, HelpStep.CALL, Map.of("name", "Han", "phone", "13700007777", "callAt", "EVENING"));
        requests.send(secret, false);
        Incoming incoming = received();
        assertThat(incoming.requestType()).isEqualTo(RequestType.INQUIRY);
        assertThat(incoming.text()).contains("Best time: Evening");
        assertThat(incoming.acknowledge()).isFalse();
    }

    @Test
    void filesNeedConsentAndTheirNumberIsLimited() {
        String secret = filledIn("", "");
        requests.addFiles(secret, List.of("a".repeat(32), "b".repeat(32)));
        assertThatThrownBy(() -> requests.addFiles(secret, List.of("c".repeat(32))))
                .hasMessageContaining("problem.attachments-many");
        assertThatThrownBy(() -> requests.send(secret, true)).hasMessageContaining("portal.consent.missing");
        requests.keep(secret, HelpStep.FILES, Map.of("consent", "true"));
        requests.removeFile(secret, "a".repeat(32));
        requests.send(secret, true);
        assertThat(received().attachments()).containsExactly("b".repeat(32));
        verify(timeline).addVisible(NUMBER, TimelineKind.CONSENTED, Timeline.CUSTOMER, null);
        verify(attachments).drop("a".repeat(32));
    }

    @Test
    void whatWasNeverFinishedIsForgotten() {
        requests.begin();
        assertThat(mapper.deleteOlder(NOON.minus(Duration.ofDays(7)))).isZero();
        requests.forgetUnfinished();
        assertThat(jdbc.queryForObject("select count(*) from help_request", Long.class))
                .isEqualTo(1);
        jdbc.update("update help_request set changed_at = ?", Timestamp.from(NOON.minus(Duration.ofDays(8))));
        requests.forgetUnfinished();
        assertThat(jdbc.queryForObject("select count(*) from help_request", Long.class))
                .isZero();
    }

    private Incoming sent(String orderNo, String orderPhone) {
        requests.send(filledIn(orderNo, orderPhone), true);
        return received();
    }

    private Incoming received() {
        ArgumentCaptor<Incoming> incoming = ArgumentCaptor.forClass(Incoming.class);
        verify(reception, org.mockito.Mockito.atLeastOnce()).receive(incoming.capture());
        return incoming.getValue();
    }

    private String filledIn(String orderNo, String orderPhone) {
        String secret = requests.begin();
        requests.keep(secret, HelpStep.INTENT, Map.of("intent", "AFTER"));
        requests.keep(secret, HelpStep.ORDER, Map.of("orderNo", orderNo, "orderPhone", orderPhone));
        requests.keep(
                secret,
                HelpStep.PROBLEM,
                Map.of(
                        "requestType",
                        "FAULT",
                        "description",
                        "It hums",
                        "emergency",
                        "no",
                        "occurredOn",
                        "2026-11-20"));
        requests.keep(secret, HelpStep.CONTACT, Map.of("name", "Han", "phone", "13700007777"));
        return secret;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Noon {

        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }
    }
}
