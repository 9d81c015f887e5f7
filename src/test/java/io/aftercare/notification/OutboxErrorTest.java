package io.aftercare.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a mail server says of somebody is not for the log (E-04). */
class OutboxErrorTest {

    @Test
    void addressesAreLeftOutOfWhatIsLogged() {
        assertThat(Outbox.withoutAddresses("550 5.1.1 <Li.Wei@customer.example>: Recipient unknown; li@x.cn, no"))
                .isEqualTo("550 5.1.1 <…>: Recipient unknown; …, no");
        assertThat(Outbox.withoutAddresses("421 try later")).isEqualTo("421 try later");
    }
}
