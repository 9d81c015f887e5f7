package io.aftercare.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

/** SQL for calendars and all their versions; see CalendarMapper.xml. */
@Mapper
interface CalendarMapper {

    @Nullable
    Integer findVersion(String name);

    int advance(@Param("name") String name, @Param("from") int from);

    int delete(@Param("name") String name, @Param("version") int version);

    /** The newest version that was ever saved under the name, also of a calendar that is deleted. */
    @Nullable
    Integer findKept(String name);

    void insertAt(@Param("name") String name, @Param("version") int version);

    List<Head> findAll();

    Optional<Head> findHead(@Param("name") String name, @Param("version") int version);

    List<SeasonRow> findSeasons(@Param("name") String name, @Param("version") int version);

    List<SlotRow> findSlots(@Param("name") String name, @Param("version") int version);

    List<DayRow> findDays(@Param("name") String name, @Param("version") int version);

    void insertVersion(
            @Param("name") String name,
            @Param("version") int version,
            @Param("zone") String zone,
            @Param("by") String by,
            @Param("at") Instant at);

    void insertSeason(@Param("name") String name, @Param("version") int version, @Param("row") SeasonRow row);

    void insertSlot(@Param("name") String name, @Param("version") int version, @Param("row") SlotRow row);

    void insertDay(@Param("name") String name, @Param("version") int version, @Param("row") DayRow row);

    /** One saved version. */
    record Head(String name, int versionNo, String zone, String savedBy, Instant savedAt) {}

    /** Dated hours. */
    record SeasonRow(int seasonNo, String name, LocalDate firstDay, LocalDate lastDay) {}

    /** A slot of the ordinary week (season 0) or of a season. */
    record SlotRow(int seasonNo, int dayOfWeek, int beginMinute, int endMinute) {}

    /** A holiday, or a working day like another. */
    record DayRow(LocalDate onDay, String name, @Nullable Integer likeDay) {}
}
