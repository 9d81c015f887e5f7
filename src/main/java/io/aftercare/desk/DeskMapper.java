package io.aftercare.desk;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** What a list of tickets shows beside them; writes nothing; see DeskMapper.xml. */
@Mapper
interface DeskMapper {

    /** Names behind references, for lists; the references must not be empty. */
    List<CustomerName> customerNames(@Param("refs") Collection<String> refs);

    /** Which of these tickets have a clock that is over and still counts; the numbers must not be empty. */
    List<String> overdue(@Param("numbers") Collection<String> numbers, @Param("now") Instant now);
}
