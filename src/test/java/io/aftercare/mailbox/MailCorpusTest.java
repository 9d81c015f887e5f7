package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.notification.Template;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole corpus through the whole way in: every mail has its line, and nobody is answered who must not be (R10). */
class MailCorpusTest extends MailboxTestSupport {

    @Test
    void everyMailBecomesWhatItIsAndTheNextOneIsNotHeldUp() throws Exception {
        List<Corpus.Specimen> corpus = Corpus.all();
        for (Corpus.Specimen specimen : corpus) {
            arrives(specimen.mail());
        }
        arrives(Letters.from("last@customer.example", "Last")
                .id("last@customer.example")
                .text("After all of that."));
        imap.poll(properties.mailboxes().get(0));
        assertThat(book()).hasSize(corpus.size() + 1);
        room.work();

        List<IncomingMail> book = book();
        for (int at = 0; at < corpus.size(); at++) {
            Corpus.Specimen specimen = corpus.get(at);
            IncomingMail mail = book.get(book.size() - 1 - at);
            assertThat(mail.state()).as("%s: %s", specimen, mail).isEqualTo(specimen.state());
            if (specimen.state() == MailState.QUARANTINED) {
                assertThat(mail.reason()).as(specimen.name()).isEqualTo(specimen.says());
            }
        }
        assertThat(newest().state()).isEqualTo(MailState.TICKET);
        long tickets = corpus.stream()
                .filter(specimen -> specimen.state() == MailState.TICKET)
                .count();
        assertThat(sent())
                .filteredOn(each -> each.template() == Template.RECEIPT)
                .hasSizeLessThanOrEqualTo((int) tickets + 1);
        assertThat(sent()).noneMatch(each -> each.recipient().equals("rob@company.example"));
    }
}
