package io.aftercare.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aftercare.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0.01",
                "0",
                "0.00",
                "1.001",
                "1000000000",
                "10000000",
                "1e3",
                "1E3",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "1 000",
                "1,000",
                "+1",
                ".5",
                "5.",
                "0x10",
                "１０",
                "1.0.0",
                "=1",
                "一"
            })
    void whatIsNoPlainAmountIsRefused(String text) {
        assertThatThrownBy(() -> Amounts.positive("amount", text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void plainAmountsGetTwoDecimals() {
        assertThat(Amounts.positive("amount", "1")).hasToString("1.00");
        assertThat(Amounts.positive("amount", "0.1")).hasToString("0.10");
        assertThat(Amounts.positive("amount", "9999999.99")).hasToString("9999999.99");
    }
}
