package io.aftercare.survey;

import java.time.Instant;
import java.time.LocalDate;

/** One sending of a campaign to everybody whose request was closed in these days. */
public record Wave(
        long id,
        String templateCode,
        int versionNo,
        String name,
        LocalDate servedFrom,
        LocalDate servedUntil,
        String startedBy,
        Instant startedAt,
        Instant expiresAt,
        int invited,
        int leftOut) {}
