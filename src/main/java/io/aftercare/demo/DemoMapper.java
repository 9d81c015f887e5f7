package io.aftercare.demo;

import org.apache.ibatis.annotations.Mapper;
import org.jspecify.annotations.Nullable;

/** SQL for what the demo remembers; see DemoMapper.xml. */
@Mapper
interface DemoMapper {

    @Nullable
    Long findClockOffset();

    int updateClockOffset(long offsetSeconds);

    void insertClockOffset(long offsetSeconds);
}
