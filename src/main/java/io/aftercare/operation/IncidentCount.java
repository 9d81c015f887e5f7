package io.aftercare.operation;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** How many incidents wait, for the navigation of every page; from the figures that are known, without a query. */
@ControllerAdvice(basePackages = "io.aftercare")
class IncidentCount {

    private final ObjectProvider<HouseFigures> figures;

    IncidentCount(ObjectProvider<HouseFigures> figures) {
        this.figures = figures;
    }

    /** Null while nothing waits, or nothing is known. */
    @ModelAttribute("incidentsWaiting")
    @Nullable
    Long waiting() {
        HouseFigures known = figures.getIfAvailable();
        long waiting = known == null ? 0 : known.waiting();
        return waiting == 0 ? null : waiting;
    }
}
