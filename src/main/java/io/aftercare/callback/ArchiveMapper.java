package io.aftercare.callback;

import io.aftercare.solution.CompensationLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.jspecify.annotations.Nullable;

/** SQL that collects what goes into the archive; see ArchiveMapper.xml. */
@Mapper
interface ArchiveMapper {

    /** Every version, oldest first. */
    List<ArchivedSolution> solutions(String ticketNumber);

    List<CompensationLine> lines(String ticketNumber);

    record ArchivedSolution(
            int versionNo,
            String state,
            String remedy,
            String steps,
            @Nullable String finding,
            BigDecimal priceToCustomer,
            @Nullable String outcome,
            String proposedBy,
            Instant proposedAt) {}
}
