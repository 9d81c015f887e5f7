package io.aftercare.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mail in any state is read as far as it goes, and its files are what they are. */
class MailReaderTest {

    static Stream<Corpus.Specimen> readable() {
        return Corpus.all().stream().filter(specimen -> specimen.state() != MailState.QUARANTINED);
    }

    @Test
    void theCorpusIsLargeEnough() {
        assertThat(Corpus.all()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(Corpus.all()).extracting(Corpus.Specimen::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void saysWhatItsWriterSaid(Corpus.Specimen specimen) {
        Letter letter = MailReader.read(specimen.mail());
        assertThat(letter.text() + letter.subject()).contains(specimen.says());
        assertThat(letter.text()).doesNotContain("\u0000", "\uFFFD");
    }

    @Test
    void wordsAreReadBeforeTheirPictures() {
        Letter letter = read("inline picture");
        assertThat(letter.files()).singleElement().satisfies(file -> {
            assertThat(file.inline()).isTrue();
            assertThat(file.contentId()).isEqualTo("pic1");
        });
        assertThat(letter.html()).contains("cid:pic1");
    }

    @Test
    @Tag("S8")
    void filesKeepTheirNamesWithoutTricks() {
        assertThat(read("rfc2231-file-name.eml").files())
                .extracting(Letter.Piece::name)
                .containsExactly("洗衣机.pdf");
        assertThat(read("file name from right to left").files())
                .extracting(Letter.Piece::name)
                .containsExactly("invoicefdp.exe");
        assertThat(read("winmail-dat.eml").files())
                .extracting(Letter.Piece::name)
                .containsExactly("winmail.dat");
        assertThat(read("calendar-invitation.eml").files())
                .extracting(Letter.Piece::name)
                .containsExactly("invite.ics");
        assertThat(read("forwarded-as-attachment.eml").files())
                .extracting(Letter.Piece::name)
                .containsExactly("forwarded.eml");
    }

    @Test
    void aBombIsAFileLikeAnyOther() {
        assertThat(read("zip bomb").files()).singleElement().satisfies(file -> assertThat(file.content())
                .hasSizeLessThan(20_000));
    }

    @Test
    void headerLinesAreReadInWhateverCharsetTheyCome() {
        Letter raw = read("header lines in raw gb18030");
        assertThat(raw.subject()).isEqualTo("洗衣机漏水了");
        assertThat(raw.from()).isEqualTo(new Letter.Writer("wang@mail.example", "王小明"));
        Letter folded = read("folded-and-split-subject.eml");
        assertThat(folded.subject()).isEqualTo("洗衣机漏水 急");
        assertThat(folded.from()).isEqualTo(new Letter.Writer("zs@mail.example", "张三"));
        assertThat(read("netease-declared-gb2312.eml").from())
                .isEqualTo(new Letter.Writer("zhaozhe@mail.example", "赵喆"));
    }

    @Test
    void aNameThatIsAnAddressIsNoSender() {
        Letter letter = read("display-name-is-a-staff-address.eml");
        assertThat(letter.from()).isEqualTo(new Letter.Writer("eve@elsewhere.example", null));
    }

    @Test
    void whoReturnsOurMessageNamesItsId() {
        assertThat(read("bounce-postfix.eml").bounce()).isNotNull().satisfies(bounce -> {
            assertThat(bounce.failed()).isTrue();
            assertThat(bounce.messageIds()).contains("<11111111111111111111111111111111@aftercare>");
            assertThat(bounce.report()).contains("5.1.1", "no such user");
        });
        assertThat(read("bounce-qmail-plain.eml").bounce()).isNotNull().satisfies(bounce -> assertThat(
                        bounce.messageIds())
                .contains("<22222222222222222222222222222222@aftercare>"));
        assertThat(read("bounce-delayed.eml").bounce()).isNotNull().satisfies(bounce -> assertThat(bounce.failed())
                .isFalse());
    }

    @Test
    void whatIsBeyondTheLimitsIsRefusedWithItsReason() {
        for (String name : List.of("a thousand levels", "ten thousand parts", "a megabyte of header")) {
            Corpus.Specimen specimen = specimen(name);
            assertThatThrownBy(() -> MailReader.read(specimen.mail()))
                    .isInstanceOfSatisfying(
                            UnreadableMail.class,
                            refused -> assertThat(refused.why().name()).isEqualTo(specimen.says()));
        }
    }

    @Test
    void historyBelowAnAnswerIsTakenOffAndAnswersBetweenTheLinesAreNot() {
        assertThat(QuotedHistory.trim("Yes.\n\nOn Mon, 23 Nov 2026 at 10:00, A <a@b> wrote:\n> Does it leak?\n"))
                .isEqualTo("Yes.");
        assertThat(QuotedHistory.trim("是的。\n\n在 2026年11月23日 10:00，客服写道：\n> 漏水吗？\n"))
                .isEqualTo("是的。");
        assertThat(QuotedHistory.trim("好的\n\n------------------ 原始邮件 ------------------\n发件人: x\n漏水吗"))
                .isEqualTo("好的");
        assertThat(QuotedHistory.trim(
                        "Fine.\n\n-- \nAnn Smith\n\nFrom: Service\nSent: Monday\nTo: Ann\nSubject: x\n\nold"))
                .isEqualTo("Fine.\n\n-- \nAnn Smith");
        String between = "On Friday you wrote:\n> Does it leak?\nYes, it does.\n> Since when?\nSince Monday.";
        assertThat(QuotedHistory.trim(between)).isEqualTo(between);
        String onlyForwarded = "---------- Forwarded message ---------\nFrom: x\n\nwords";
        assertThat(QuotedHistory.trim(onlyForwarded)).isEqualTo(onlyForwarded);
    }

    @Test
    void tenThousandMutilatedMailsAreReadOrRefusedAndNothingElse() {
        var random = new java.util.Random(7);
        List<Corpus.Specimen> all = Corpus.all().stream()
                .filter(specimen -> specimen.mail().length < 5_000)
                .toList();
        for (int round = 0; round < 10_000; round++) {
            byte[] mail = all.get(round % all.size()).mail().clone();
            for (int change = random.nextInt(20); change >= 0; change--) {
                mail[random.nextInt(mail.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = java.util.Arrays.copyOf(mail, 1 + random.nextInt(mail.length));
            try {
                assertThat(MailReader.read(cut).text()).isNotNull();
            } catch (UnreadableMail refused) {
                assertThat(refused.why()).isNotNull();
            }
        }
    }

    @Test
    void theSourceIsShownAsTextThatCanDoNothing() {
        String shown =
                MailReader.sourceAsText("a\u0000b\u001Bc<script>\r\n".getBytes(StandardCharsets.ISO_8859_1), 100);
        assertThat(shown).isEqualTo("abc<script>\n");
    }

    private static Letter read(String name) {
        return MailReader.read(specimen(name).mail());
    }

    private static Corpus.Specimen specimen(String name) {
        return Corpus.all().stream()
                .filter(specimen -> specimen.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
