package io.aftercare.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Runs after all traces (see {@code junit-platform.properties}) and looks what of the models
 * none of them has entered.
 */
@Order(Integer.MAX_VALUE)
class AfterSalesCoverageTest extends AfterSalesTrace {

    private static final double ENOUGH = 0.95;

    @Test
    void theTracesEnterAlmostEveryNodeOfTheModels() {
        assumeTrue(allTracesRan(), "only after all traces");
        Set<String> nodes = new TreeSet<>();
        var files = ModelDeployment.resources();
        for (String id : AfterSalesModel.PROCESSES) {
            var model = Bpmn.readModelFromStream(new ByteArrayInputStream(files.get("bpmn/" + id + ".bpmn")));
            model.getModelElementsByType(FlowNode.class).forEach(node -> nodes.add(id + " " + node.getId()));
        }
        Set<String> missing = new TreeSet<>(nodes);
        missing.removeAll(EnteredNodes.ALL);
        double share = 1 - (double) missing.size() / nodes.size();
        LoggerFactory.getLogger(getClass())
                .info("{} of {} nodes entered; never: {}", nodes.size() - missing.size(), nodes.size(), missing);
        assertThat(share).as("never entered: " + missing).isGreaterThanOrEqualTo(ENOUGH);
    }
}
