package io.aftercare.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for prices that customers paid and invoices that they asked for; see PriceMapper.xml. */
@Mapper
interface PriceMapper {

    /** A second payment of one solution is a duplicate key. */
    void insertPayment(
            @Param("solutionId") long solutionId,
            @Param("ticketNumber") String ticketNumber,
            @Param("amount") BigDecimal amount,
            @Param("reference") String reference,
            @Param("recordedBy") String recordedBy,
            @Param("at") Instant at);

    Optional<Paid> findPayment(long solutionId);

    void insertInvoice(
            @Param("solutionId") long solutionId,
            @Param("ticketNumber") String ticketNumber,
            @Param("amount") BigDecimal amount,
            @Param("title") String title,
            @Param("taxNumber") @Nullable String taxNumber,
            @Param("email") String email,
            @Param("requestedBy") String requestedBy,
            @Param("at") Instant at);

    /** 0 when it is issued already. */
    int correctInvoice(
            @Param("solutionId") long solutionId,
            @Param("title") String title,
            @Param("taxNumber") @Nullable String taxNumber,
            @Param("email") String email,
            @Param("requestedBy") String requestedBy,
            @Param("at") Instant at);

    /** 0 when it is issued already. */
    int issueInvoice(
            @Param("solutionId") long solutionId,
            @Param("invoiceNumber") String invoiceNumber,
            @Param("issuedBy") String issuedBy,
            @Param("at") Instant at);

    Optional<Price.Invoice> findInvoice(long solutionId);

    int forget(@Param("customerRef") String customerRef, @Param("text") String text);

    record Paid(String reference, String recordedBy, Instant recordedAt) {}
}
