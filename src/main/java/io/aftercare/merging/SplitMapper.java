package io.aftercare.merging;

import java.util.Collection;
import java.util.Set;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for what became a ticket of its own; see SplitMapper.xml. */
@Mapper
interface SplitMapper {

    void insert(@Param("entryId") long entryId, @Param("newNumber") String newNumber);

    Set<Long> findSplit(@Param("numbers") Collection<String> numbers);
}
