package io.aftercare.survey;

import org.jspecify.annotations.Nullable;

/** What is known about an identified answer beside its marks (D7): reasons to leave it out, and a mark for the reader. */
record AnswerCheck(
        String ticketNumber,
        int roundNo,
        String templateCode,
        int versionNo,
        @Nullable Integer durationSeconds,
        boolean sameScore,
        boolean tooFast,
        boolean duplicate,
        boolean workedOnIt) {}
