package io.aftercare.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CouponCodesTest {

    @Test
    void aCodeHasHundredRandomBitsInLettersThatNobodyMistakes() {
        assertThat(CouponCodes.ALPHABET).hasSize(32).doesNotContain("I", "L", "O", "U");
        assertThat(CouponCodes.ALPHABET.chars().distinct()).hasSize(32);
        assertThat(CouponCodes.next().replace("-", "")).hasSize(20);
    }

    @Test
    void noTwoCodesAreTheSameAndEveryLetterIsUsedInEveryPlace() {
        Set<String> codes = new HashSet<>();
        Set<String> letterAtPlace = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String code = CouponCodes.next().replace("-", "");
            codes.add(code);
            for (int place = 0; place < code.length(); place++) {
                letterAtPlace.add(place + ":" + code.charAt(place));
            }
        }
        assertThat(codes).hasSize(2_000);
        assertThat(letterAtPlace).hasSize(20 * 32);
    }
}
