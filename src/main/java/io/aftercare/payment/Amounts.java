package io.aftercare.payment;

import io.aftercare.problem.ProblemException;
import io.aftercare.problem.ProblemException.FieldProblem;
import io.aftercare.problem.ProblemType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money as people and programs submit it: digits and at most two decimals, nothing that has to be guessed. */
public final class Amounts {

    private static final BigDecimal LARGEST = new BigDecimal("9999999.99");

    private Amounts() {}

    /** A positive amount; no sign, exponent, space or third decimal. */
    public static BigDecimal positive(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw problem(field, "field.required");
        }
        if (text.matches("[0-9]{1,7}(\\.[0-9]{1,2})?")) {
            BigDecimal amount = new BigDecimal(text).setScale(2);
            if (amount.signum() > 0 && amount.compareTo(LARGEST) <= 0) {
                return amount;
            }
        }
        throw problem(field, "field.money");
    }

    private static ProblemException problem(String field, String key) {
        return new ProblemException(
                ProblemType.INVALID_FIELDS, List.of(new FieldProblem(field, key)), "problem.fields");
    }
}
