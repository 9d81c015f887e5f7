package io.aftercare.payment;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;

/** SQL for the ledger: insert and read, nothing else; see LedgerMapper.xml. */
@Mapper
interface LedgerMapper {

    /** A second entry of the same id is a duplicate key. */
    void insert(Payout payout);

    Optional<Payout> findByPayoutId(String payoutId);

    List<Payout> findByTicket(String ticketNumber);
}
