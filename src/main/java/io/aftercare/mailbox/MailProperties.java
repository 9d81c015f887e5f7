package io.aftercare.mailbox;

import io.aftercare.ticket.Channel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where mail comes in and what is too much; the settings stand directly under {@code aftercare}.
 *
 * @param mailboxes the house's mailboxes; none: no mail comes in
 * @param mail limits and pauses for all of them
 */
@Validated
@ConfigurationProperties("aftercare")
public record MailProperties(
        @Valid @DefaultValue List<Mailbox> mailboxes,
        @Valid @DefaultValue Limits mail) {

    @AssertTrue(message = "mailboxes need names that differ")
    boolean isEveryMailboxNamedOnce() {
        return mailboxes.stream().map(Mailbox::name).distinct().count() == mailboxes.size();
    }

    Optional<Mailbox> mailbox(String name) {
        return mailboxes.stream().filter(mailbox -> mailbox.name().equals(name)).findFirst();
    }

    /**
     * One IMAP folder that customers write to.
     *
     * @param name what pages and the table call it; never changed afterwards
     * @param address what customers write to and answers come back to
     * @param port 0: 993 with {@code IMAPS}, else 143
     * @param channel what tickets from here are counted as
     */
    public record Mailbox(
            @NotBlank @Size(max = 60) String name,
            @NotBlank @Email String address,
            @NotBlank String host,
            @DefaultValue("0") int port,
            @NotNull @DefaultValue("IMAPS") Tls tls,
            @NotBlank String user,
            @NotNull @DefaultValue("") String password,
            @NotBlank @DefaultValue("INBOX") String folder,
            @NotNull @DefaultValue("EMAIL") Channel channel) {

        /** Never the password. */
        @Override
        public String toString() {
            return name + " " + user + "@" + host;
        }

        public enum Tls {
            IMAPS,
            STARTTLS,
            /** In the clear: only inside one machine. */
            NONE
        }
    }

    /**
     * @param pollEvery how often a mailbox is looked at
     * @param pollLease how long a mailbox belongs to the node that looks at it; longer than one batch takes
     * @param workEvery how often stored mail is looked for
     * @param workLease how long a mail belongs to the node that works on it
     * @param workers how many mails one node works on at the same time
     * @param retryAfter the pause after a try that failed
     * @param largest bigger mail is not fetched whole
     * @param keepSource how long the source of settled mail is kept
     */
    public record Limits(
            @DefaultValue("true") boolean enabled,
            @NotNull @DefaultValue("PT10S") Duration pollEvery,
            @NotNull @DefaultValue("PT2M") Duration pollLease,
            @NotNull @DefaultValue("PT1S") Duration workEvery,
            @NotNull @DefaultValue("PT5M") Duration workLease,
            @DefaultValue("3") int workers,
            @NotNull @DefaultValue("PT30S") Duration retryAfter,
            @NotNull @DefaultValue("25MB") DataSize largest,
            @NotNull @DefaultValue("P30D") Duration keepSource) {}
}
