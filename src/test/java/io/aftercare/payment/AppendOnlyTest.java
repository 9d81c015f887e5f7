package io.aftercare.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What the audit rests on is only ever added to: no statement of ours changes or removes it (Money 6). */
class AppendOnlyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"payout", "approval", "approval_clearance", "reversal", "reversal_decision", "price_payment"})
    void noStatementChangesOrRemovesAnEntry(String table) throws IOException {
        var mappers = new PathMatchingResourcePatternResolver().getResources("classpath*:io/aftercare/**/*Mapper.xml");
        assertThat(mappers).hasSizeGreaterThan(10);
        Pattern change = change(table);
        for (var mapper : mappers) {
            assertThat(mapper.getContentAsString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                    .as(mapper.getFilename())
                    .doesNotContainPattern(change);
        }
    }

    @Test
    void theSearchFindsWhatItLooksFor() {
        assertThat("update payout\n set amount = 0").containsPattern(change("payout"));
        assertThat("delete p from payout p where id = 1").containsPattern(change("payout"));
        assertThat("truncate table payout").containsPattern(change("payout"));
        assertThat("update compensation_line l join payout p on p.id = 1").containsPattern(change("payout"));
        assertThat("select 1 from payout").doesNotContainPattern(change("payout"));
    }

    private static Pattern change(String table) {
        return Pattern.compile("\\b(update|delete|truncate|replace)\\b[^;<]*\\b" + table + "\\b(?!_)");
    }
}
