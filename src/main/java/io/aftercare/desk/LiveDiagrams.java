package io.aftercare.desk;

import java.util.List;

/** Port to the process: the models in which a ticket stands now, the main line first, with what is active in each. */
public interface LiveDiagrams {

    List<LiveDiagram> of(String ticketNumber);

    /** @param activeIds ids of the BPMN elements that hold a token */
    record LiveDiagram(String processKey, String xml, List<String> activeIds) {}
}
