package io.aftercare.security;

import java.util.Collection;
import java.util.Set;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;

/** SQL for the library's sessions; see SessionMapper.xml. */
@Mapper
interface SessionMapper {

    Set<String> findOpen(@Param("ids") Collection<String> ids);
}
